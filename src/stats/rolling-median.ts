import { medianSorted } from './median.ts';
import { type RollingWindow, rolling } from './rolling.ts';

/** Median of a trailing window at every position; NaN where too few values are observed. */
export function rollingMedian(values: ArrayLike<number>, window: RollingWindow): Float64Array {
  return rolling(values, window, medianSorted);
}
