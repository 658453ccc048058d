import { linearRegression } from './linear-regression.ts';
import { yuleWalker } from './yule-walker.ts';

export type FirstOrderFit = {
  readonly yuleWalker: number;
  readonly leastSquares: number;
  readonly intercept: number;
};

/** First-order autoregression of a complete series by Yule-Walker and by least squares of each day on the day before. */
export function ar1(values: ArrayLike<number>): FirstOrderFit | undefined {
  const x = Float64Array.from(values);
  const fit = yuleWalker(x, 1);
  const line = linearRegression(x.subarray(0, -1), x.subarray(1));
  if (fit === undefined || line === undefined) return undefined;
  return { yuleWalker: fit.phi[0] as number, leastSquares: line.slope, intercept: line.intercept };
}
