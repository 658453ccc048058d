import { medianSorted } from './median.ts';
import { sortedObserved } from './sorted-observed.ts';

/** 1 / normal quantile(3/4): makes the median absolute deviation estimate the standard deviation of a normal. */
export const NORMAL_MAD_FACTOR = 1.4826022185056018;

/**
 * Median absolute deviation about `center` (the median) of the first `size` entries of an ascending array. The
 * deviations grow from the middle outwards on both sides, so merging the two sides finds their median in O(size)
 * without a second sort. Hampel (1974), "The influence curve and its role in robust estimation".
 */
export function madSorted(sorted: Float64Array, size: number, center: number): number {
  const half = size >> 1;
  let right = half;
  let left = half - 1;
  let previous = 0;
  let current = 0;
  for (let taken = 0; taken <= half; taken++) {
    previous = current;
    const below = left >= 0 ? center - (sorted[left] as number) : Number.POSITIVE_INFINITY;
    const above = right < size ? (sorted[right] as number) - center : Number.POSITIVE_INFINITY;
    if (below <= above) {
      current = below;
      left--;
    } else {
      current = above;
      right++;
    }
  }
  return size % 2 === 1 ? current : (previous + current) / 2;
}

/** Raw median absolute deviation of the observed values, or undefined when there is none. */
export function mad(values: ArrayLike<number>): number | undefined {
  const sorted = sortedObserved(values);
  const size = sorted.length;
  return size === 0 ? undefined : madSorted(sorted, size, medianSorted(sorted, size));
}
