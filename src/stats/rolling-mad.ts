import { madSorted } from './mad.ts';
import { medianSorted } from './median.ts';
import { type RollingWindow, rolling } from './rolling.ts';

/** Raw median absolute deviation of a trailing window at every position; NaN where too few values are observed. */
export function rollingMad(values: ArrayLike<number>, window: RollingWindow): Float64Array {
  return rolling(values, window, (sorted, size) => madSorted(sorted, size, medianSorted(sorted, size)));
}
