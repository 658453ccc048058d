import { sortedObserved } from './sorted-observed.ts';

/**
 * Quantile of the first `size` entries of an ascending array, type 7 of Hyndman and Fan (1996), "Sample quantiles in
 * statistical packages". Own code beside the one in simple-statistics: this one runs once per rolling window on the
 * front part of a buffer. Interpolates from the nearer end, as numpy does, so that ties give the tied value exactly.
 */
export function quantileSorted(sorted: Float64Array, size: number, probability: number): number {
  const position = (size - 1) * probability;
  const below = Math.min(size - 1, Math.max(0, Math.floor(position)));
  const lower = sorted[below] as number;
  if (below + 1 >= size) return lower;
  const upper = sorted[below + 1] as number;
  const fraction = position - below;
  return fraction < 0.5 ? lower + (upper - lower) * fraction : upper - (upper - lower) * (1 - fraction);
}

/** Type 7 quantile of the observed values, or undefined when there is none. */
export function quantile(values: ArrayLike<number>, probability: number): number | undefined {
  const sorted = sortedObserved(values);
  return sorted.length === 0 ? undefined : quantileSorted(sorted, sorted.length, probability);
}
