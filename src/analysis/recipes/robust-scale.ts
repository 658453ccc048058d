import { madSorted, NORMAL_MAD_FACTOR } from '../../stats/mad.ts';
import { quantileSorted } from '../../stats/quantile.ts';

/** Quartile distance of a standard normal, to four digits as the method was calibrated with. */
export const NORMAL_QUARTILE_RANGE = 1.349;

/**
 * A standard deviation that outliers do not move: scaled median absolute deviation, else the quartile range (more than
 * half of the values equal), else the plain deviation. Zero only for a constant series.
 */
export function robustScale(sorted: Float64Array, size: number, center: number): number {
  const byMad = NORMAL_MAD_FACTOR * madSorted(sorted, size, center);
  if (byMad > 0) return byMad;
  const byQuartiles =
    (quantileSorted(sorted, size, 0.75) - quantileSorted(sorted, size, 0.25)) / NORMAL_QUARTILE_RANGE;
  return byQuartiles > 0 ? byQuartiles : plainDeviation(sorted, size);
}

/** Population standard deviation of the first `size` values; zero for values that are all equal. */
export function plainDeviation(values: Float64Array, size: number): number {
  let mean = 0;
  for (let index = 0; index < size; index++) mean += (values[index] as number) / size;
  let squares = 0;
  for (let index = 0; index < size; index++) squares += ((values[index] as number) - mean) ** 2;
  const deviation = Math.sqrt(squares / size);
  // Rounding of the mean leaves a hair on a constant series; it must not pass for a spread.
  return deviation > 1e-12 * Math.abs(mean) ? deviation : 0;
}
