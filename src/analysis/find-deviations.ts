import type { FindingOf } from '../domain/finding.ts';
import { spellDay } from '../shared/day.ts';
import { stableId } from '../shared/ids.ts';
import { quantileSorted } from '../stats/quantile.ts';
import { sortedObserved } from '../stats/sorted-observed.ts';
import { dayAt, type Frame, type FrameColumn } from './frame.ts';
import { roundMean, roundRatio } from './numbers.ts';
import { deviationRecipe } from './recipes/deviation.ts';
import { agentsFor, eventsBefore } from './routing.ts';
import { amount, capitalise } from './words.ts';

/** Deviations describe; they discover nothing. More than three a day would drown what matters. */
const TOLD_A_DAY = 3;
const SINGLE_NIGHT = 3.5;
const REPEATED_NIGHT = 2.5;
/** Two such nights of three are rare enough to be said without a "perhaps" (see the truth bench). */
const CERTAIN_NIGHT = 4;
const NIGHTS_LOOKED_AT = 3;
/** The baseline of R-DEV: the 60 days that end 8 days before. */
const BASELINE_DAYS = 60;
const BASELINE_SKIP = 8;

type Deviation = FindingOf<'deviation'>;

export function findDeviations(frame: Frame): Deviation[] {
  return frame.columns
    .map((column) => deviationOf(frame, column))
    .filter((finding) => finding !== undefined)
    .sort((left, right) => Math.abs(right.z) - Math.abs(left.z) || (left.metric < right.metric ? -1 : 1))
    .slice(0, TOLD_A_DAY);
}

function deviationOf(frame: Frame, { metric, values }: FrameColumn): Deviation | undefined {
  const tonight = metric.span === 'day' ? frame.length - 2 : frame.length - 1;
  const value = values[tonight];
  if (value === undefined || Number.isNaN(value)) return undefined;
  // Only the last nights are judged: their baselines are all that needs to be read.
  const from = Math.max(0, tonight - NIGHTS_LOOKED_AT - BASELINE_DAYS - BASELINE_SKIP);
  const recent = values.subarray(from, tonight + 1);
  const scale = metric.skewed ? recent.map((one) => Math.log1p(one)) : recent;
  const { z } = deviationRecipe(scale);
  const tonightZ = z[scale.length - 1] as number;
  if (Number.isNaN(tonightZ)) return undefined;
  const sameSide = countNights(z, Math.sign(tonightZ), REPEATED_NIGHT);
  if (Math.abs(tonightZ) < SINGLE_NIGHT && !(sameSide >= 2 && Math.abs(tonightZ) >= REPEATED_NIGHT))
    return undefined;
  const certain = countNights(z, Math.sign(tonightZ), CERTAIN_NIGHT) >= 2;
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
  const usual = sortedObserved(
    seen.values.subarray(
      Math.max(0, tonight - BASELINE_SKIP - BASELINE_DAYS + 1),
      tonight - BASELINE_SKIP + 1,
    ),
  );
  const at = (share: number) => roundMean(quantileSorted(usual, usual.length, share), metric);
  const baseline = { median: at(0.5), low: at(0.1), high: at(0.9), nights: usual.length };
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
    n: usual.length,
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
