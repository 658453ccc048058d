import { completePairs } from './complete-pairs.ts';
import { correlationP } from './pearson.ts';
import { studentUpperQuantile } from './student-t.ts';

export type LinearRegression = {
  readonly n: number;
  readonly slope: number;
  readonly intercept: number;
  readonly r: number;
  readonly p: number;
  readonly slopeError: number;
  readonly interceptError: number;
  readonly slopeInterval: readonly [number, number];
};

/** Least-squares line with its errors and the 95 % interval of the slope; undefined below three pairs or a constant x. */
export function linearRegression(x: ArrayLike<number>, y: ArrayLike<number>): LinearRegression | undefined {
  const pairs = completePairs(x, y);
  const n = pairs.n;
  if (n < 3) return undefined;
  const meanX = pairs.x.reduce((sum, value) => sum + value, 0) / n;
  const meanY = pairs.y.reduce((sum, value) => sum + value, 0) / n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let index = 0; index < n; index++) {
    const dx = (pairs.x[index] as number) - meanX;
    const dy = (pairs.y[index] as number) - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (!(xx > 1e-28 * n * meanX * meanX)) return undefined;
  const slope = xy / xx;
  const r = yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : 0;
  const slopeError = Math.sqrt(((1 - r) * (1 + r) * yy) / xx / (n - 2));
  const reach = studentUpperQuantile(0.025, n - 2) * slopeError;
  return {
    n,
    slope,
    intercept: meanY - slope * meanX,
    r,
    p: correlationP(r, n - 2),
    slopeError,
    interceptError: slopeError * Math.sqrt(xx / n + meanX * meanX),
    slopeInterval: [slope - reach, slope + reach],
  };
}
