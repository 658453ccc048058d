import { madSorted, NORMAL_MAD_FACTOR } from '../../stats/mad.ts';
import { medianSorted } from '../../stats/median.ts';
import { quantileSorted } from '../../stats/quantile.ts';
import { insertSorted, removeSorted } from '../../stats/sorted-window.ts';
import { NORMAL_QUARTILE_RANGE } from './robust-scale.ts';

const WINDOW_DAYS = 60;
/** The last week is left out of the baseline, or an illness would become its own yardstick. */
const SKIPPED_DAYS = 7;
const MINIMUM_NIGHTS = 20;

const SINGLE_NIGHT = 3.5;
const REPEATED_NIGHT = 2.5;

export type Deviations = {
  /** Robust z of every night; NaN where the night or its baseline is missing. */
  readonly z: Float64Array;
  /** Median, robust scale and observed nights of the baseline of every night; NaN (0 nights) without a baseline. */
  readonly median: Float64Array;
  readonly scale: Float64Array;
  readonly nights: Int32Array;
};

/** The larger of scaled median absolute deviation and quartile range: rounded metrics collapse the first to zero. */
function baselineScale(sorted: Float64Array, size: number, center: number): number {
  const quartiles = quantileSorted(sorted, size, 0.75) - quantileSorted(sorted, size, 0.25);
  return Math.max(NORMAL_MAD_FACTOR * madSorted(sorted, size, center), quartiles / NORMAL_QUARTILE_RANGE);
}

/**
 * R-DEV: every night against the 60 days that ended a week before it. A sliding sorted window, so the cost is linear in
 * days. Skewed metrics are to be given as log(1 + x).
 */
export function deviationRecipe(series: ArrayLike<number>): Deviations {
  const length = series.length;
  const z = new Float64Array(length).fill(Number.NaN);
  const median = new Float64Array(length).fill(Number.NaN);
  const scale = new Float64Array(length).fill(Number.NaN);
  const nights = new Int32Array(length);
  const buffer = new Float64Array(WINDOW_DAYS + 1);
  let size = 0;
  for (let day = 0; day < length; day++) {
    const newest = day - SKIPPED_DAYS - 1;
    const entering = newest >= 0 ? (series[newest] as number) : Number.NaN;
    const leaving = newest >= WINDOW_DAYS ? (series[newest - WINDOW_DAYS] as number) : Number.NaN;
    if (!Number.isNaN(leaving)) size = removeSorted(buffer, size, leaving);
    if (!Number.isNaN(entering)) size = insertSorted(buffer, size, entering);
    if (size < MINIMUM_NIGHTS) continue;
    const center = medianSorted(buffer, size);
    const spread = baselineScale(buffer, size, center);
    median[day] = center;
    scale[day] = spread;
    nights[day] = size;
    if (spread > 0) z[day] = ((series[day] as number) - center) / spread;
  }
  return { z, median, scale, nights };
}

/** Whether a single night stands out: |z| >= 3.5. */
export function isNightFlagged(z: Float64Array, day: number): boolean {
  return Math.abs(z[day] as number) >= SINGLE_NIGHT;
}

/** Whether two of the last three nights stand out on the same side: |z| >= 2.5. */
export function isRunFlagged(z: Float64Array, day: number): boolean {
  let above = 0;
  let below = 0;
  for (let night = Math.max(0, day - 2); night <= day; night++) {
    if ((z[night] as number) >= REPEATED_NIGHT) above++;
    if ((z[night] as number) <= -REPEATED_NIGHT) below++;
  }
  return above >= 2 || below >= 2;
}
