import type { FindingOf, Grade } from '../domain/finding.ts';
import type { Knowledge } from '../domain/knowledge.ts';
import type { TimelineEvent } from '../domain/timeline.ts';
import { addDays, daysBetween, spellDay } from '../shared/day.ts';
import { stableId } from '../shared/ids.ts';
import { weightedBenjaminiHochberg } from '../stats/weighted-benjamini-hochberg.ts';
import { toLevel } from './find-shifts.ts';
import { dayAt, type Frame, type FrameColumn, indexOf } from './frame.ts';
import { levelOf, roundMean, roundP } from './numbers.ts';
import { eventWeights } from './priorities.ts';
import { type EventResult, eventRecipe } from './recipes/event.ts';
import { agentsFor } from './routing.ts';
import { amount, capitalise, unitOfTime } from './words.ts';

const PRE_DAYS = 60;
const POST_DAYS = 28;
/** Fewer days after an event say too little to be published. */
const FEWEST_DAYS_AFTER = 14;
/** Two events closer than this cannot be told apart. */
const SEPARABLE_DAYS = 14;
/** Older events have been told; what lasts of them is the baseline now. */
const OLDEST_EVENT_DAYS = 120;
/** Under 250 days of history the placebo yardstick has few windows, and the stricter level stands in for them. */
const LEVEL = { long: 0.05, short: 0.03, watch: 0.2 } as const;
const LONG_HISTORY_DAYS = 250;

type EventEffect = FindingOf<'event-effect'>;

/** What was different after a dated event, metric by metric; one family of tests an event. */
export function findEventEffects(frame: Frame, knowledge: Knowledge): EventEffect[] {
  return frame.timeline
    .filter(({ day }) => {
      const age = daysBetween(day, frame.asOf);
      return age >= FEWEST_DAYS_AFTER && age <= OLDEST_EVENT_DAYS;
    })
    .flatMap((event) => effectsOf(frame, event, knowledge));
}

function effectsOf(frame: Frame, event: TimelineEvent, knowledge: Knowledge): EventEffect[] {
  const day = indexOf(frame, event.day);
  const tested = frame.columns.flatMap((column) => {
    const effect = column.prepared && eventRecipe(column.prepared, day, { pre: PRE_DAYS, post: POST_DAYS });
    return effect === undefined ? [] : [{ column, effect }];
  });
  const q = weightedBenjaminiHochberg(
    tested.map(({ effect }) => effect.p),
    eventWeights(
      tested.map(({ column }) => column.metric),
      event,
      knowledge,
    ),
  );
  return tested.flatMap(({ column, effect }, index) => {
    const grade = gradeOf(frame, q[index] as number);
    const finding = grade && toFinding(frame, event, column, effect, q[index] as number, grade);
    return finding === undefined ? [] : [finding];
  });
}

function gradeOf(frame: Frame, q: number): Grade | undefined {
  if (q <= (frame.length >= LONG_HISTORY_DAYS ? LEVEL.long : LEVEL.short)) return 'established';
  return q <= LEVEL.watch ? 'watch' : undefined;
}

function toFinding(
  frame: Frame,
  event: TimelineEvent,
  { metric, values }: FrameColumn,
  effect: EventResult,
  q: number,
  grade: Grade,
): EventEffect | undefined {
  const day = indexOf(frame, event.day);
  const before = levelOf(values, day - PRE_DAYS, day - 1);
  const after = levelOf(values, day, day + POST_DAYS - 1);
  if (before === undefined || after === undefined) return undefined;
  const others = frame.timeline.filter(
    (other) => other.id !== event.id && Math.abs(daysBetween(other.day, event.day)) < SEPARABLE_DAYS,
  );
  const difference = after.mean - before.mean;
  const reach = (effect.interval[1] - effect.interval[0]) / 2;
  const events = [{ id: event.id, kind: event.kind, day: event.day, daysBefore: 0 }];
  const overlap =
    others.length === 0
      ? ''
      : ` It cannot be separated from ${others.length === 1 ? 'another change' : `${others.length} other changes`} within ${SEPARABLE_DAYS} days.`;
  return {
    kind: 'event-effect',
    id: stableId('event-effect', [event.id, metric.slug]),
    metrics: [metric.slug],
    metric: metric.slug,
    event: { id: event.id, kind: event.kind, day: event.day },
    direction: difference > 0 ? 'up' : 'down',
    from: event.day,
    to: addDays(event.day, Math.min(POST_DAYS - 1, daysBetween(event.day, frame.asOf))),
    n: effect.before + effect.after,
    p: roundP(effect.p),
    q: roundP(q),
    grade,
    before: toLevel(frame, before, metric),
    after: toLevel(frame, after, metric),
    difference: roundMean(difference, metric),
    interval: [roundMean(difference - reach, metric), roundMean(difference + reach, metric)],
    overlapping: others.map(({ id }) => id),
    summary: `${capitalise(metric.label)} averaged ${amount(after.mean, metric)} over ${unitOfTime(metric, after.n)} from ${spellDay(dayAt(frame, day))} on, the day of a change (${event.kind.replace('-', ' ')}), against ${amount(before.mean, metric)} over ${unitOfTime(metric, before.n)} before.${overlap}`,
    agents: agentsFor([metric], events),
    events,
    limits: [
      ...(others.length > 0 ? ['another change lies within 14 days: the two cannot be told apart'] : []),
      ...(frame.length < LONG_HISTORY_DAYS ? ['tentative: few earlier weeks to compare with'] : []),
    ],
  };
}
