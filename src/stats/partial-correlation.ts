import { leastSquares } from './least-squares.ts';
import { withConstant } from './ols.ts';
import { correlate, correlationP } from './pearson.ts';
import { midranks } from './rank.ts';

export type PartialCorrelation = {
  readonly n: number;
  readonly r: number;
  readonly degrees: number;
  readonly p: number;
};

/**
 * Correlation of x and y after both are regressed on the covariates, over rows without a missing value (ranked after
 * that selection for the Spearman form); p from t with n - 2 - covariates degrees of freedom. Fisher (1924).
 */
export function partialCorrelation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  covariates: readonly ArrayLike<number>[],
  method: 'pearson' | 'spearman' = 'pearson',
): PartialCorrelation | undefined {
  const series = [x, y, ...covariates];
  const rows: number[] = [];
  for (let row = 0; row < x.length; row++) {
    if (series.every((column) => !Number.isNaN(column[row] as number))) rows.push(row);
  }
  const n = rows.length;
  const degrees = n - 2 - covariates.length;
  if (degrees < 1) return undefined;
  const complete = series.map((column) => Float64Array.from(rows, (row) => column[row] as number));
  const used = method === 'spearman' ? complete.map(midranks) : complete;
  const design = withConstant(used.slice(2), n);
  const [left, right] = used.slice(0, 2).map((column) => leastSquares(design, column).residuals);
  const r = correlate(left as Float64Array, right as Float64Array);
  return r === undefined ? undefined : { n, r, degrees, p: correlationP(r, degrees) };
}
