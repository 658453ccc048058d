import { quantileSorted } from './quantile.ts';
import { type RollingWindow, rolling } from './rolling.ts';

/** Type 7 quantile of a trailing window at every position; NaN where too few values are observed. */
export function rollingQuantile(
  values: ArrayLike<number>,
  window: RollingWindow,
  probability: number,
): Float64Array {
  return rolling(values, window, (sorted, size) => quantileSorted(sorted, size, probability));
}
