import { cosineWaves } from './cosine-wave.ts';
import { leastSquares } from './least-squares.ts';

export type HighPass = {
  /** Cosines removed beside the constant. */
  readonly cosines: number;
  readonly residuals: Float64Array;
  /** The slow part, for missing days as well. */
  readonly fitted: Float64Array;
};

/**
 * Takes a constant and all cosines with a period longer than `cutoffDays` out of a series by least squares on the
 * observed days. Undefined with fewer values than columns.
 */
export function cosineHighPass(values: ArrayLike<number>, cutoffDays: number): HighPass | undefined {
  const days = values.length;
  const rows: number[] = [];
  for (let day = 0; day < days; day++) if (!Number.isNaN(values[day] as number)) rows.push(day);
  const cosines = Math.max(0, Math.ceil((2 * days) / cutoffDays) - 1);
  if (rows.length < cosines + 1) return undefined;
  const wave = cosineWaves(days);
  const columns = Array.from({ length: cosines + 1 }, (_, k) => wave(k));
  const y = Float64Array.from(rows, (row) => values[row] as number);
  const observedColumns = columns.map((column) => Float64Array.from(rows, (row) => column[row] as number));
  const fit = leastSquares(observedColumns, y);
  const residuals = new Float64Array(days).fill(Number.NaN);
  rows.forEach((row, at) => {
    residuals[row] = fit.residuals[at] as number;
  });
  const fitted = new Float64Array(days);
  columns.forEach((column, k) => {
    for (let day = 0; day < days; day++) {
      fitted[day] = (fitted[day] as number) + (fit.coefficients[k] as number) * (column[day] as number);
    }
  });
  return { cosines, residuals, fitted };
}
