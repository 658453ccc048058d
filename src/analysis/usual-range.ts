import { quantileSorted } from '../stats/quantile.ts';
import { sortedObserved } from '../stats/sorted-observed.ts';

const FEWEST_VALUES = 20;

export interface UsualRange {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** A person's own middle 80 %; undefined with too few values to call anything usual. */
export function usualRange(values: Float64Array): UsualRange | undefined {
  const sorted = sortedObserved(values);
  if (sorted.length < FEWEST_VALUES) return undefined;
  const at = (share: number) => quantileSorted(sorted, sorted.length, share);
  return { low: at(0.1), median: at(0.5), high: at(0.9) };
}
