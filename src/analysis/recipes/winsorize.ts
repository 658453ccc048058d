import { medianSorted } from '../../stats/median.ts';
import { sortedObserved } from '../../stats/sorted-observed.ts';
import { robustScale } from './robust-scale.ts';

/** Glitches of the ring are cut back to this many robust deviations from the median. */
const REACH = 3.5;

export type Fence = { readonly center: number; readonly low: number; readonly high: number };

/** The median and the fence around it, or undefined when nothing is observed. */
export function fence(values: ArrayLike<number>): Fence | undefined {
  const sorted = sortedObserved(values);
  if (sorted.length === 0) return undefined;
  const center = medianSorted(sorted, sorted.length);
  const reach = REACH * robustScale(sorted, sorted.length, center);
  return { center, low: center - reach, high: center + reach };
}

/** The series with every value beyond the fence moved onto it; missing days stay missing. */
export function winsorize(values: ArrayLike<number>): Float64Array {
  const bounds = fence(values);
  if (bounds === undefined) return Float64Array.from(values);
  return Float64Array.from(values, (value) => Math.min(bounds.high, Math.max(bounds.low, value)));
}
