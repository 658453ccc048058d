import { studentTwoSided } from '../../stats/student-t.ts';
import { choleskyInPlace } from './gram.ts';
import type { RankTable } from './rank-table.ts';

/** A series as a term of a regression, taken `lag` days before the day of the response. */
export type Term = {
  readonly values: Float64Array;
  /** Where the series starts in `values`. */
  readonly from: number;
  readonly lag: number;
  /** Leaves out days on which it is not observed; otherwise such a day counts as 0. */
  readonly required: boolean;
};

export type Path = { readonly value: number; readonly error: number; readonly p: number };

export type LaggedRegression = { readonly n: number; readonly paths: readonly Path[] };

const SMALLEST_PIVOT = 1e-10;

/** Products of [constant, regressors, response] with one another over the usable days, lower triangle. */
function products(
  table: RankTable,
  terms: readonly Term[],
  width: number,
): { gram: Float64Array; n: number } {
  const { days, seen } = table;
  const gram = new Float64Array(width * width);
  const row = new Float64Array(width).fill(1);
  const first = Math.max(...terms.map(({ lag, required }) => (required ? lag : 0)));
  let n = 0;
  day: for (let day = first; day < days; day++) {
    for (let at = 0; at < terms.length; at++) {
      const { values, from, lag, required } = terms[at] as Term;
      const index = from + day - lag;
      if (required && seen[index] === 0) continue day;
      row[at + 1] = day >= lag ? (values[index] as number) : 0;
    }
    n++;
    for (let a = 0; a < width; a++) {
      const factor = row[a] as number;
      for (let b = 0; b <= a; b++) {
        gram[a * width + b] = (gram[a * width + b] as number) + factor * (row[b] as number);
      }
    }
  }
  return { gram, n };
}

/** Diagonal of the inverse of L L' over the first `size` columns, where L has rows of `width`. */
function inverseDiagonal(factor: Float64Array, width: number, size: number, at: number): number {
  const column = new Float64Array(size);
  let sum = 0;
  for (let row = at; row < size; row++) {
    let value = row === at ? 1 : 0;
    for (let inner = at; inner < row; inner++) {
      value -= (factor[row * width + inner] as number) * (column[inner] as number);
    }
    value /= factor[row * width + row] as number;
    column[row] = value;
    sum += value * value;
  }
  return sum;
}

/**
 * Least squares of the last term on a constant and the others, one path per regressor. The Cholesky factor of all products,
 * the response last, holds both the solution and the root of the residual sum of squares; standardised ranks are
 * conditioned well enough for it. Undefined with too few days or terms that depend on one another.
 */
export function laggedRegression(table: RankTable, terms: readonly Term[]): LaggedRegression | undefined {
  const width = terms.length + 1;
  const size = width - 1;
  const { gram: factor, n } = products(table, terms, width);
  const degrees = n - size;
  if (degrees < 1 || !(choleskyInPlace(factor, width) > SMALLEST_PIVOT)) return undefined;
  const last = size * width;
  const variance = (factor[last + size] as number) ** 2 / degrees;
  const coefficients = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    let sum = factor[last + row] as number;
    for (let inner = row + 1; inner < size; inner++) {
      sum -= (factor[inner * width + row] as number) * (coefficients[inner] as number);
    }
    coefficients[row] = sum / (factor[row * width + row] as number);
  }
  const paths = Array.from({ length: size - 1 }, (_, at) => {
    const value = coefficients[at + 1] as number;
    const error = Math.sqrt(variance * inverseDiagonal(factor, width, size, at + 1));
    return { value, error, p: studentTwoSided(value / error, degrees) };
  });
  return { n, paths };
}
