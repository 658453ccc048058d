import { leastSquares } from './least-squares.ts';
import { studentTwoSided, studentUpperQuantile } from './student-t.ts';

type Coefficient = {
  readonly value: number;
  readonly error: number;
  readonly t: number;
  readonly p: number;
  readonly interval: readonly [number, number];
};

export type Regression = {
  readonly coefficients: readonly Coefficient[];
  readonly degrees: number;
  readonly sumOfSquares: number;
  readonly r2: number;
  readonly residuals: Float64Array;
  /** Inverse of X'X, row-major. */
  readonly inverse: Float64Array;
};

/** Adds the constant as first column. */
export function withConstant(regressors: readonly ArrayLike<number>[], length: number): Float64Array[] {
  return [new Float64Array(length).fill(1), ...regressors.map((column) => Float64Array.from(column))];
}

/**
 * Multiple regression of a complete y on a constant and complete regressors, classical errors. Undefined with too few
 * rows, regressors that depend on one another, or a y that leaves no residual to judge by.
 */
export function ols(y: ArrayLike<number>, regressors: readonly ArrayLike<number>[]): Regression | undefined {
  const width = regressors.length + 1;
  const degrees = y.length - width;
  if (degrees < 1) return undefined;
  const response = Float64Array.from(y);
  const fit = leastSquares(withConstant(regressors, y.length), response);
  if (fit.rank < width) return undefined;
  const sumOfSquares = fit.residuals.reduce((sum, value) => sum + value * value, 0);
  const average = response.reduce((sum, value) => sum + value, 0) / y.length;
  const total = response.reduce((sum, value) => sum + (value - average) ** 2, 0);
  if (!(sumOfSquares > 0) || !(total > 0)) return undefined;
  const reach = studentUpperQuantile(0.025, degrees);
  const coefficients = Array.from(fit.coefficients, (value, at) => {
    const error = Math.sqrt((sumOfSquares / degrees) * (fit.inverse[at * width + at] as number));
    const t = value / error;
    const interval = [value - reach * error, value + reach * error] as const;
    return { value, error, t, p: studentTwoSided(t, degrees), interval };
  });
  const r2 = 1 - sumOfSquares / total;
  return { coefficients, degrees, sumOfSquares, r2, residuals: fit.residuals, inverse: fit.inverse };
}
