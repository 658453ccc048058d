import { sortedObserved } from './sorted-observed.ts';

/** Median of the first `size` (at least one) entries of an ascending array. */
export function medianSorted(sorted: Float64Array, size: number): number {
  const middle = size >> 1;
  const upper = sorted[middle] as number;
  return size % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** Median of the observed values, or undefined when there is none. */
export function median(values: ArrayLike<number>): number | undefined {
  const sorted = sortedObserved(values);
  return sorted.length === 0 ? undefined : medianSorted(sorted, sorted.length);
}
