import type { FindingOf, Grade } from '../domain/finding.ts';
import { type Day, spellDay } from '../shared/day.ts';
import { stableId } from '../shared/ids.ts';
import { dayAt, type Frame, type FrameColumn } from './frame.ts';
import { inUnits, levelOf, roundMean, roundP, roundRatio } from './numbers.ts';
import { isFirstMetric } from './priorities.ts';
import { type StepResult, stepRecipe } from './recipes/step.ts';
import { STEP_EVIDENCE, stepOverSlope } from './recipes/step-or-slope.ts';
import { isWithin, smallestQ, splitQ } from './recipes/two-families.ts';
import { agentsFor, eventsBefore } from './routing.ts';
import { amount, capitalise, unitOfTime } from './words.ts';

/** METHODS of R-STEP: from half a year on 5 % holds; with less history slow drift passes for a step too often. */
const LEVEL = { long: { all: 0.01, first: 0.05 }, short: { all: 0.005, first: 0.03 }, watch: 0.2 } as const;
const HISTORY = { long: 180, short: 120 } as const;
const SMALLEST_SD = 0.6;
const BASELINE_DAYS = 90;

type Shift = FindingOf<'shift'>;

export interface ShiftSearch {
  readonly findings: readonly Shift[];
  readonly tested: number;
}

/** Lasting changes of level: the level now against the three months before it began. */
export function findShifts(frame: Frame): ShiftSearch {
  const tested = frame.columns.flatMap((column) => {
    const step = column.prepared && stepRecipe(column.prepared);
    return step === undefined ? [] : [{ column, step }];
  });
  const split = splitQ(
    tested.map(({ step }) => step.p),
    (index) => isFirstMetric(tested[index]?.column.metric.slug ?? ''),
  );
  const findings = tested.flatMap(({ column, step }, index) => {
    const q = smallestQ(split, index);
    const grade = gradeOf(
      frame,
      step,
      isWithin(split, index, frame.length >= HISTORY.long ? LEVEL.long : LEVEL.short),
      q,
    );
    const finding = grade && toFinding(frame, column, step, q, grade);
    return finding === undefined ? [] : [finding];
  });
  return { findings, tested: tested.length };
}

function gradeOf(frame: Frame, step: StepResult, holds: boolean, q: number): Grade | undefined {
  if (Math.abs(step.differenceSd) < SMALLEST_SD || frame.length < HISTORY.short) return undefined;
  if (holds) return 'established';
  return q <= LEVEL.watch ? 'watch' : undefined;
}

function toFinding(
  frame: Frame,
  column: FrameColumn,
  step: StepResult,
  q: number,
  grade: Grade,
): Shift | undefined {
  const { metric, values, prepared } = column;
  const before = levelOf(values, step.day - BASELINE_DAYS, step.day - 1);
  const after = levelOf(values, step.day, frame.length - 1);
  if (prepared === undefined || before === undefined || after === undefined) return undefined;
  // Of the levels as they are told, so that a reader who subtracts gets the same.
  const difference = roundMean(after.mean, metric) - roundMean(before.mean, metric);
  const reach = inUnits(column, (step.interval[1] - step.interval[0]) / 2, before.mean);
  const onset = dayAt(frame, step.day);
  const onsetRange: [Day, Day] = [dayAt(frame, step.range[0]), dayAt(frame, step.range[1])];
  const gradual = (stepOverSlope(prepared, step) ?? Number.POSITIVE_INFINITY) <= STEP_EVIDENCE;
  const events = eventsBefore(frame.timeline, onset);
  const told = (mean: number) => amount(mean, metric);
  const began = gradual
    ? `It changed gradually, from about ${spellDay(onset)}`
    : `It began about ${spellDay(onset)}`;
  return {
    kind: 'shift',
    id: stableId('shift', [metric.slug, onset, Math.sign(difference)]),
    metrics: [metric.slug],
    metric: metric.slug,
    direction: difference > 0 ? 'up' : 'down',
    from: onset,
    to: dayAt(frame, after.last),
    n: before.n + after.n,
    p: roundP(step.p),
    q: roundP(q),
    grade,
    onset,
    onsetRange,
    before: toLevel(frame, before, metric),
    after: toLevel(frame, after, metric),
    difference: roundMean(difference, metric),
    differenceSd: roundRatio(step.differenceSd),
    interval: [roundMean(difference - reach, metric), roundMean(difference + reach, metric)],
    summary: `${capitalise(metric.label)} averaged ${told(after.mean)} over the last ${unitOfTime(metric, after.n)}, against ${told(before.mean)} over ${unitOfTime(metric, before.n)} before. ${began}${between(onsetRange)}.`,
    agents: agentsFor([metric], events),
    events,
    limits: [
      ...(gradual ? ['the change was gradual: its first day is a rough one'] : []),
      ...(frame.length < HISTORY.long ? ['less than half a year of data stands behind the comparison'] : []),
    ],
  };
}

export function toLevel(
  frame: Frame,
  level: { mean: number; n: number; first: number; last: number },
  metric: FrameColumn['metric'],
) {
  return {
    mean: roundMean(level.mean, metric),
    n: level.n,
    from: dayAt(frame, level.first),
    to: dayAt(frame, level.last),
  };
}

/** Where the search left no choice, there is nothing to be between. */
function between([first, last]: readonly [Day, Day]): string {
  return first === last ? '' : ` (likely between ${spellDay(first)} and ${spellDay(last)})`;
}
