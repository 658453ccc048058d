import type { FindingOf, Grade } from '../domain/finding.ts';
import { spellDay } from '../shared/day.ts';
import { stableId } from '../shared/ids.ts';
import { benjaminiHochberg } from '../stats/benjamini-hochberg.ts';
import { dayAt, type Frame, type FrameColumn } from './frame.ts';
import { roundMean, roundP } from './numbers.ts';
import { isFirstMetric } from './priorities.ts';
import { type DriftResult, driftRecipe } from './recipes/drift.ts';
import { stepRecipe } from './recipes/step.ts';
import { STEP_EVIDENCE, stepOverSlope } from './recipes/step-or-slope.ts';
import { agentsFor, eventsBefore } from './routing.ts';
import { capitalise, differenceOf, unitOfTime } from './words.ts';

const LEVEL = { established: 0.055, watch: 0.2 } as const;
const FEWEST_HISTORY_DAYS = 120;
const SMALLEST_SD = 1;
const WEEK = 7;

type Drift = FindingOf<'drift'>;

/** Steady changes over the last two to six weeks. What is told as a jump already is not told again as a slope. */
export function findDrifts(frame: Frame, shifts: readonly FindingOf<'shift'>[]): Drift[] {
  if (frame.length < FEWEST_HISTORY_DAYS) return [];
  const jumped = new Set(shifts.filter(({ grade }) => grade === 'established').map(({ metric }) => metric));
  // Only what was named before looking: slow wandering of thirty metrics would fill this kind with true trifles.
  const named = frame.columns.filter(({ metric }) => isFirstMetric(metric.slug));
  const tested = named.flatMap((column) => {
    const drift = column.prepared && driftRecipe(column.prepared);
    return drift === undefined ? [] : [{ column, drift }];
  });
  const q = benjaminiHochberg(tested.map(({ drift }) => drift.p));
  return tested.flatMap(({ column, drift }, index) => {
    const grade = gradeOf(drift, q[index] as number);
    if (grade === undefined || (jumped.has(column.metric.slug) && isStep(column))) return [];
    return [toFinding(frame, column, drift, q[index] as number, grade)];
  });
}

function gradeOf(drift: DriftResult, q: number): Grade | undefined {
  if (Math.abs(drift.changeSd) < SMALLEST_SD) return undefined;
  if (q <= LEVEL.established) return 'established';
  return q <= LEVEL.watch ? 'watch' : undefined;
}

function isStep({ prepared }: FrameColumn): boolean {
  const step = prepared && stepRecipe(prepared);
  if (prepared === undefined || step === undefined) return false;
  return (stepOverSlope(prepared, step) ?? Number.POSITIVE_INFINITY) > STEP_EVIDENCE;
}

function toFinding(
  frame: Frame,
  { metric }: FrameColumn,
  drift: DriftResult,
  q: number,
  grade: Grade,
): Drift {
  const from = dayAt(frame, drift.from);
  const days = drift.to - drift.from + 1;
  const direction = drift.change > 0 ? ('up' as const) : ('down' as const);
  const events = eventsBefore(frame.timeline, from);
  const change = roundMean(drift.change, metric);
  const verb = direction === 'up' ? 'rising' : 'falling';
  return {
    kind: 'drift',
    id: stableId('drift', [metric.slug, from, direction]),
    metrics: [metric.slug],
    metric: metric.slug,
    direction,
    from,
    to: dayAt(frame, drift.to),
    n: drift.during,
    p: roundP(drift.p),
    q: roundP(q),
    grade,
    perWeek: roundMean((drift.change / days) * WEEK, metric),
    change,
    interval: [roundMean(drift.interval[0], metric), roundMean(drift.interval[1], metric)],
    summary: `${capitalise(metric.label)} has been ${verb} since about ${spellDay(from)}: by ${differenceOf(change, metric)} in all, over ${unitOfTime(metric, drift.during)}.`,
    agents: agentsFor([metric], events),
    events,
    limits: ['a steady change has no first day: the one named is a rough one'],
  };
}
