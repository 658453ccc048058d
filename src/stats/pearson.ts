import { completePairs } from './complete-pairs.ts';
import { studentTwoSided } from './student-t.ts';

export type Correlation = { readonly n: number; readonly r: number; readonly p: number };
export type NoCorrelation = { readonly n: number; readonly r: undefined; readonly p: undefined };

/** Correlation of two complete series of equal length, or undefined when one of them does not vary. */
export function correlate(x: Float64Array, y: Float64Array): number | undefined {
  const n = x.length;
  if (n < 2) return undefined;
  let meanX = 0;
  let meanY = 0;
  for (let index = 0; index < n; index++) {
    meanX += x[index] as number;
    meanY += y[index] as number;
  }
  meanX /= n;
  meanY /= n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let index = 0; index < n; index++) {
    const dx = (x[index] as number) - meanX;
    const dy = (y[index] as number) - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  // What is left of a constant series is rounding of its mean, some 1e-16 of its size per day.
  const noise = 1e-28 * n;
  if (xx <= noise * meanX * meanX || yy <= noise * meanY * meanY) return undefined;
  const r = xy / (Math.sqrt(xx) * Math.sqrt(yy));
  return Math.min(1, Math.max(-1, r));
}

/** Two-sided p of a correlation r by Student's t with the given degrees of freedom. */
export function correlationP(r: number, degrees: number): number {
  const rest = (1 - r) * (1 + r);
  return rest <= 0 ? 0 : studentTwoSided(r * Math.sqrt(degrees / rest), degrees);
}

/** Pearson's correlation over the complete pairs, p from t with n - 2 degrees of freedom (independent days assumed). */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>, lag = 0): Correlation | NoCorrelation {
  const pairs = completePairs(x, y, lag);
  const r = pairs.n < 3 ? undefined : correlate(pairs.x, pairs.y);
  if (r === undefined) return { n: pairs.n, r: undefined, p: undefined };
  return { n: pairs.n, r, p: correlationP(r, pairs.n - 2) };
}
