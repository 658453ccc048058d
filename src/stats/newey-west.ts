import { normalTail } from './normal.ts';
import { ols, withConstant } from './ols.ts';
import { studentTwoSided } from './student-t.ts';

export type RobustCoefficient = {
  readonly value: number;
  readonly error: number;
  readonly pNormal: number;
  /** Error with the small-sample factor sqrt(n / (n - k)), and its p from t with n - k degrees of freedom. */
  readonly correctedError: number;
  readonly pCorrected: number;
};

/** Long-run covariance of the scores x[t] e[t] with Bartlett weights, row-major. */
function scoreCovariance(
  columns: readonly Float64Array[],
  residuals: Float64Array,
  maxLag: number,
): Float64Array {
  const width = columns.length;
  const scores = columns.map((column) => column.map((value, at) => value * (residuals[at] as number)));
  const covariance = new Float64Array(width * width);
  for (let lag = 0; lag <= maxLag; lag++) {
    const weight = 1 - lag / (maxLag + 1);
    scores.forEach((left, row) => {
      scores.forEach((right, column) => {
        let product = 0;
        for (let at = lag; at < left.length; at++)
          product += (left[at] as number) * (right[at - lag] as number);
        const mine = row * width + column;
        const mirrored = column * width + row;
        covariance[mine] = (covariance[mine] as number) + weight * product;
        if (lag > 0) covariance[mirrored] = (covariance[mirrored] as number) + weight * product;
      });
    });
  }
  return covariance;
}

/** Variance of one coefficient: row `at` of the inverse on both sides of the score covariance. */
function sandwich(inverse: Float64Array, covariance: Float64Array, width: number, at: number): number {
  let variance = 0;
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < width; column++) {
      variance +=
        (inverse[at * width + row] as number) *
        (covariance[row * width + column] as number) *
        (inverse[at * width + column] as number);
    }
  }
  return variance;
}

/**
 * Multiple regression with errors that survive autocorrelation up to `maxLag`. Newey & West (1987), Econometrica 55;
 * maxLag 0 is White's estimator. Undefined where `ols` is.
 */
export function neweyWest(
  y: ArrayLike<number>,
  regressors: readonly ArrayLike<number>[],
  maxLag: number,
): readonly RobustCoefficient[] | undefined {
  const fit = ols(y, regressors);
  if (fit === undefined) return undefined;
  const width = regressors.length + 1;
  const covariance = scoreCovariance(withConstant(regressors, y.length), fit.residuals, maxLag);
  const inflation = Math.sqrt(y.length / fit.degrees);
  return fit.coefficients.map(({ value }, at) => {
    const error = Math.sqrt(sandwich(fit.inverse, covariance, width, at));
    const correctedError = error * inflation;
    const pNormal = 2 * normalTail(Math.abs(value / error));
    return {
      value,
      error,
      pNormal,
      correctedError,
      pCorrected: studentTwoSided(value / correctedError, fit.degrees),
    };
  });
}
