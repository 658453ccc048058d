import type { FindingOf } from '../domain/finding.ts';
import { spellDay } from '../shared/day.ts';
import { stableId } from '../shared/ids.ts';
import { median } from '../stats/median.ts';
import { dayAt, type Frame, type FrameColumn } from './frame.ts';
import { roundMean, roundRatio } from './numbers.ts';
import { BASELINE_SKIP, baselineBefore, NIGHTS_LOOKED_AT, recentNights } from './one-night.ts';
import { agentsFor, eventsBefore } from './routing.ts';
import { amount, capitalise } from './words.ts';

/** Deviations describe; they discover nothing. More than three a day would drown what matters. */
const TOLD_A_DAY = 3;
const SINGLE_NIGHT = 3.5;
const REPEATED_NIGHT = 2.5;
/** Two such nights of three are rare enough to be said without a "perhaps" (see the truth bench). */
const CERTAIN_NIGHT = 4;
/** Where a deviation by itself is worth a sentence; elsewhere it stays a hint. */
const VITAL = ['temperatureDeviation', 'restingHeartRate', 'respiratoryRate', 'spo2', 'hrv'];
/** A fever moves one metric by much and is worth a word on its second night. */
const FEVER_METRIC = 'temperatureDeviation';
/** Rare by the person's own spread, or plainly large on a person whose nights spread widely. */
const FEVERS = [
  { sumOfZ: 5, meanRise: 0.48, eachRise: 0.2 },
  { sumOfZ: 3.6, meanRise: 0.65, eachRise: 0.35 },
] as const;

type Deviation = FindingOf<'deviation'>;

export function findDeviations(frame: Frame): Deviation[] {
  return frame.columns
    .map((column) => deviationOf(frame, column))
    .filter((finding) => finding !== undefined)
    .sort(
      (left, right) =>
        gradeFirst(left) - gradeFirst(right) ||
        Math.abs(right.z) - Math.abs(left.z) ||
        (left.metric < right.metric ? -1 : 1),
    )
    .slice(0, TOLD_A_DAY);
}

function deviationOf(frame: Frame, { metric, values }: FrameColumn): Deviation | undefined {
  const tonight = metric.span === 'day' ? frame.length - 2 : frame.length - 1;
  const value = values[tonight];
  if (value === undefined || Number.isNaN(value)) return undefined;
  const { values: recent, z } = recentNights({ metric, values }, tonight);
  const tonightZ = z[recent.length - 1] as number;
  if (Number.isNaN(tonightZ)) return undefined;
  const sameSide = countNights(z, Math.sign(tonightZ), REPEATED_NIGHT);
  const fever = isFever(metric.slug, recent, z);
  const isRun = sameSide >= 2 && Math.abs(tonightZ) >= REPEATED_NIGHT;
  if (Math.abs(tonightZ) < SINGLE_NIGHT && !isRun && !fever) return undefined;
  const isCertain = countNights(z, Math.sign(tonightZ), CERTAIN_NIGHT) >= 2;
  const certain = fever || (isCertain && VITAL.includes(metric.slug));
  return toFinding(frame, {
    metric,
    values,
    tonight,
    value,
    z: tonightZ,
    nights: Math.max(1, sameSide),
    certain,
  });
}

function gradeFirst({ grade }: Deviation): number {
  return grade === 'watch' ? 1 : 0;
}

/** Two nights in a row well above the person's own usual, by size and not only by rarity. */
function isFever(slug: string, recent: Float64Array, z: Float64Array): boolean {
  if (slug !== FEVER_METRIC) return false;
  const usual = median(recent.subarray(0, Math.max(0, recent.length - BASELINE_SKIP))) ?? Number.NaN;
  const nights = [recent.length - 2, recent.length - 1];
  const rises = nights.map((night) => (recent[night] as number) - usual);
  const sumOfZ = nights.reduce((sum, night) => sum + (z[night] as number), 0);
  const mean = rises.reduce((sum, rise) => sum + rise, 0) / nights.length;
  return FEVERS.some(
    (fever) =>
      sumOfZ >= fever.sumOfZ && mean >= fever.meanRise && rises.every((rise) => rise >= fever.eachRise),
  );
}

function countNights(z: Float64Array, side: number, limit: number): number {
  return z.slice(-NIGHTS_LOOKED_AT).filter((one) => one * side >= limit).length;
}

interface Seen extends Pick<FrameColumn, 'metric' | 'values'> {
  readonly tonight: number;
  readonly value: number;
  readonly z: number;
  readonly nights: number;
  readonly certain: boolean;
}

function toFinding(frame: Frame, seen: Seen): Deviation {
  const { metric, tonight, value, z, nights } = seen;
  const baseline = baselineBefore(seen, tonight);
  const day = dayAt(frame, tonight);
  const direction = z > 0 ? ('up' as const) : ('down' as const);
  const events = eventsBefore(frame.timeline, day);
  const repeated =
    nights >= 2 ? ` It was on that side on ${nights} of the last ${NIGHTS_LOOKED_AT} nights.` : '';
  return {
    kind: 'deviation',
    id: stableId('deviation', [metric.slug, day, direction]),
    metrics: [metric.slug],
    metric: metric.slug,
    direction,
    from: nights >= 2 ? dayAt(frame, Math.max(0, tonight - NIGHTS_LOOKED_AT + 1)) : day,
    to: day,
    n: baseline.nights,
    p: null,
    q: null,
    grade: seen.certain ? 'established' : 'watch',
    value: roundMean(value, metric),
    baseline,
    z: roundRatio(z),
    summary: `${capitalise(metric.label)} came to ${amount(value, metric)} on ${spellDay(day)}; usual is ${amount(baseline.median, metric)}, mostly between ${amount(baseline.low, metric)} and ${amount(baseline.high, metric)} (${baseline.nights} nights).${repeated}`,
    agents: agentsFor([metric], events),
    events,
    limits: seen.certain ? [] : ['a single unusual value says little by itself'],
  };
}
