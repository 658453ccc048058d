import { completePairs } from './complete-pairs.ts';
import { concordanceVariance } from './kendall-tau-b.ts';
import { medianSorted } from './median.ts';
import { normalQuantile } from './normal-quantile.ts';
import { tieSizes } from './tie-sizes.ts';

export type TheilSen = {
  readonly slope: number;
  /** median(y) - slope median(x) */
  readonly interceptSeparate: number;
  /** median(y - slope x) */
  readonly interceptJoint: number;
  readonly interval: readonly [number, number];
};

function medianOf(values: Float64Array): number {
  return medianSorted(values.slice().sort(), values.length);
}

function roundHalfToEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** Median of the slopes of all pairs with its interval after Sen (1968), JASA 63. Undefined when x does not vary. */
export function theilSen(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  confidence = 0.95,
): TheilSen | undefined {
  const pairs = completePairs(x, y);
  const n = pairs.n;
  const slopes = new Float64Array((n * (n - 1)) / 2);
  let count = 0;
  for (let later = 1; later < n; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      const run = (pairs.x[later] as number) - (pairs.x[earlier] as number);
      if (run !== 0) slopes[count++] = ((pairs.y[later] as number) - (pairs.y[earlier] as number)) / run;
    }
  }
  if (count === 0) return undefined;
  const sorted = slopes.subarray(0, count).sort();
  const slope = medianSorted(sorted, count);
  // Sen's variance has no joint tie term: ties of x and y each reduce it on their own.
  const tiesOf = (values: Float64Array): number => concordanceVariance(n, tieSizes(values), []);
  const spread = Math.sqrt(tiesOf(pairs.x) + tiesOf(pairs.y) - concordanceVariance(n, [], []));
  const z = -normalQuantile((1 - confidence) / 2);
  const low = Math.max(roundHalfToEven((count - z * spread) / 2) - 1, 0);
  const high = Math.min(roundHalfToEven((count + z * spread) / 2), count - 1);
  const rests = pairs.y.map((value, index) => value - slope * (pairs.x[index] as number));
  return {
    slope,
    interceptSeparate: medianOf(pairs.y) - slope * medianOf(pairs.x),
    interceptJoint: medianOf(rests),
    interval: [sorted[low] as number, sorted[high] as number],
  };
}
