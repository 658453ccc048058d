import type { FindingOf } from '../domain/finding.ts';
import { quantileSorted } from '../stats/quantile.ts';
import { sortedObserved } from '../stats/sorted-observed.ts';
import type { FrameColumn } from './frame.ts';
import { roundMean } from './numbers.ts';
import { deviationRecipe } from './recipes/deviation.ts';

/** The baseline of R-DEV: the 60 days that end 8 days before. */
const BASELINE_DAYS = 60;
export const BASELINE_SKIP = 8;
/** How many nights back a night is judged together with others. */
export const NIGHTS_LOOKED_AT = 3;

export interface RecentNights {
  /** In the metric's own unit; the last one is the night in question. */
  readonly values: Float64Array;
  /** Robust z of each; NaN without a baseline. */
  readonly z: Float64Array;
}

/** A night and those before it that are read for its baseline: older ones change nothing. */
export function recentNights(
  { metric, values }: Pick<FrameColumn, 'metric' | 'values'>,
  night: number,
): RecentNights {
  const from = Math.max(0, night - NIGHTS_LOOKED_AT - BASELINE_DAYS - BASELINE_SKIP);
  const recent = values.subarray(from, night + 1);
  const scale = metric.skewed ? recent.map((one) => Math.log1p(one)) : recent;
  return { values: recent, z: deviationRecipe(scale).z };
}

/** The person's own middle 80 % before a night. */
export function baselineBefore(
  { metric, values }: Pick<FrameColumn, 'metric' | 'values'>,
  night: number,
): FindingOf<'deviation'>['baseline'] {
  const usual = sortedObserved(
    values.subarray(Math.max(0, night - BASELINE_SKIP - BASELINE_DAYS + 1), night - BASELINE_SKIP + 1),
  );
  const at = (share: number) => roundMean(quantileSorted(usual, usual.length, share), metric);
  return { median: at(0.5), low: at(0.1), high: at(0.9), nights: usual.length };
}
