import { FEWEST_DAYS_AFTER_EVENT, OLDEST_EVENT_DAYS } from '../domain/event-window.ts';
import type { FindingOf, Grade } from '../domain/finding.ts';
import type { Knowledge } from '../domain/knowledge.ts';
import type { TimelineEvent } from '../domain/timeline.ts';
import { daysBetween, spellDay } from '../shared/day.ts';
import { stableId } from '../shared/ids.ts';
import { benjaminiHochberg } from '../stats/benjamini-hochberg.ts';
import { toLevel } from './find-shifts.ts';
import { dayAt, type Frame, type FrameColumn, indexOf } from './frame.ts';
import { inUnits, levelOf, roundMean, roundP } from './numbers.ts';
import { firstAfter } from './priorities.ts';
import { eventRecipe } from './recipes/event.ts';
import { stepRecipe } from './recipes/step.ts';
import { type Budget, isWithin, smallestQ, splitQ } from './recipes/two-families.ts';
import { agentsFor } from './routing.ts';
import { amount, capitalise, unitOfTime } from './words.ts';

const PRE_DAYS = 60;
const POST_DAYS = 28;
/** Two events closer than this cannot be told apart. */
const SEPARABLE_DAYS = 14;
/** How long after an event its effect may begin. */
const ONSET_DAYS = 14;
const BUDGET = { short: { all: 0.008, first: 0.028 }, long: { all: 0.008, first: 0.04 } } as const;
const WATCH = 0.2;
/** Under 250 days of history the placebo yardstick has few windows; the finding says so. */
const LONG_HISTORY_DAYS = 250;

type EventEffect = FindingOf<'event-effect'>;

/** What was different after a dated event, metric by metric; one family of tests an event. */
export function findEventEffects(frame: Frame, knowledge: Knowledge): EventEffect[] {
  return frame.timeline
    .filter(({ day }) => {
      const age = daysBetween(day, frame.asOf);
      return age >= FEWEST_DAYS_AFTER_EVENT && age <= OLDEST_EVENT_DAYS;
    })
    .flatMap((event) => effectsOf(frame, event, knowledge));
}

/** One metric after one event: the test that carried it, and where the new level begins. */
interface Effect {
  readonly column: FrameColumn;
  readonly p: number;
  readonly q: number;
  readonly onset: number;
  /** Half of the 95 % interval, in units of the prepared series. */
  readonly reach: number;
  readonly n: number;
  readonly grade: Grade;
}

function effectsOf(frame: Frame, event: TimelineEvent, knowledge: Knowledge): EventEffect[] {
  const first = firstAfter(event, knowledge);
  const day = indexOf(frame, event.day);
  const found = new Map<string, Effect>();
  // What was found with its own first day is told by it; the plain comparison fills in the rest.
  for (const effect of [
    ...anchoredEffects(frame, event, day, first),
    ...plainEffects(frame, event, day, first),
  ]) {
    const before = found.get(effect.column.metric.slug);
    if (before === undefined || (before.grade === 'watch' && effect.grade !== 'watch')) {
      found.set(effect.column.metric.slug, effect);
    }
  }
  return [...found.values()].flatMap((effect) => toFinding(frame, event, day, effect) ?? []);
}

function budgetOf(frame: Frame): Budget {
  return frame.length >= LONG_HISTORY_DAYS ? BUDGET.long : BUDGET.short;
}

/** A medicine needs days to act: the new level may begin on any day of the two weeks after, and that search is paid for. */
function anchoredEffects(
  frame: Frame,
  event: TimelineEvent,
  day: number,
  first: ReadonlySet<string>,
): Effect[] {
  if (event.medication === undefined) return [];
  const tested = frame.columns.flatMap((column) => {
    const isFirst = first.has(column.metric.slug);
    const step =
      isFirst && column.prepared && stepRecipe(column.prepared, { from: day, to: day + ONSET_DAYS });
    return step ? [{ column, step }] : [];
  });
  const q = benjaminiHochberg(tested.map(({ step }) => step.p));
  return tested.flatMap(({ column, step }, index): Effect[] => {
    const own = q[index] as number;
    const grade = own <= budgetOf(frame).first ? 'established' : own <= WATCH ? 'watch' : undefined;
    const reach = (step.interval[1] - step.interval[0]) / 2;
    return grade === undefined
      ? []
      : [{ column, p: step.p, q: own, onset: step.day, reach, n: step.n, grade }];
  });
}

function plainEffects(frame: Frame, event: TimelineEvent, day: number, first: ReadonlySet<string>): Effect[] {
  const tested = frame.columns.flatMap((column) => {
    const effect = column.prepared && eventRecipe(column.prepared, day, { pre: PRE_DAYS, post: POST_DAYS });
    return effect === undefined ? [] : [{ column, effect }];
  });
  // The first metrics of a medication event have their test already.
  const isFirst = (index: number) =>
    event.medication === undefined && first.has(tested[index]?.column.metric.slug ?? '');
  const split = splitQ(
    tested.map(({ effect }) => effect.p),
    isFirst,
  );
  return tested.flatMap(({ column, effect }, index): Effect[] => {
    const q = smallestQ(split, index);
    const grade = isWithin(split, index, budgetOf(frame)) ? 'established' : q <= WATCH ? 'watch' : undefined;
    if (grade === undefined) return [];
    const reach = (effect.interval[1] - effect.interval[0]) / 2;
    return [{ column, p: effect.p, q, onset: day, reach, n: effect.before + effect.after, grade }];
  });
}

function toFinding(
  frame: Frame,
  event: TimelineEvent,
  day: number,
  { column, p, q, onset, reach: preparedReach, n, grade }: Effect,
): EventEffect | undefined {
  const { metric, values } = column;
  const before = levelOf(values, day - PRE_DAYS, day - 1);
  const after = levelOf(values, onset, onset + POST_DAYS - 1);
  if (before === undefined || after === undefined) return undefined;
  const others = frame.timeline.filter(
    (other) => other.id !== event.id && Math.abs(daysBetween(other.day, event.day)) < SEPARABLE_DAYS,
  );
  // Of the levels as they are told, so that a reader who subtracts gets the same.
  const difference = roundMean(after.mean, metric) - roundMean(before.mean, metric);
  const reach = inUnits(column, preparedReach, before.mean);
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
    from: dayAt(frame, onset),
    to: dayAt(frame, after.last),
    n,
    p: roundP(p),
    q: roundP(q),
    grade,
    before: toLevel(frame, before, metric),
    after: toLevel(frame, after, metric),
    difference: roundMean(difference, metric),
    interval: [roundMean(difference - reach, metric), roundMean(difference + reach, metric)],
    overlapping: others.map(({ id }) => id),
    summary: `${capitalise(metric.label)} averaged ${amount(after.mean, metric)} over ${unitOfTime(metric, after.n)} from ${spellDay(dayAt(frame, onset))} on, ${sinceEvent(event, onset - day)}, against ${amount(before.mean, metric)} over ${unitOfTime(metric, before.n)} before.${overlap}`,
    agents: agentsFor([metric], events),
    events,
    limits: [
      ...(others.length > 0 ? ['another change lies within 14 days: the two cannot be told apart'] : []),
      ...(frame.length < LONG_HISTORY_DAYS ? ['tentative: few earlier weeks to compare with'] : []),
    ],
  };
}

function sinceEvent(event: TimelineEvent, days: number): string {
  const what = `${event.kind === 'agreed' ? 'a change that was agreed' : `a change (${event.kind.replace('-', ' ')})`} on ${spellDay(event.day)}`;
  if (days === 0) return `the day of ${what}`;
  return `${days} day${days === 1 ? '' : 's'} after ${what}`;
}
