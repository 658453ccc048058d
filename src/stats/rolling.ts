import { insertSorted, removeSorted } from './sorted-window.ts';

export type RollingWindow = {
  /** Length in positions (days), cut at the start of the series. */
  readonly window: number;
  /** Fewer observed values in the window than this give a missing result. */
  readonly minimum: number;
  /** Whether position i belongs to its own window (i-window+1..i) or not (i-window..i-1). */
  readonly includeCurrent: boolean;
};

/**
 * A statistic of the sorted observed values of a trailing window, for every position; NaN marks positions with too few
 * values. The buffer given to `statistic` is valid up to `size` and only during the call.
 */
export function rolling(
  values: ArrayLike<number>,
  { window, minimum, includeCurrent }: RollingWindow,
  statistic: (sorted: Float64Array, size: number) => number,
): Float64Array {
  const result = new Float64Array(values.length).fill(Number.NaN);
  const buffer = new Float64Array(window + 1);
  const shift = includeCurrent ? 0 : 1;
  let size = 0;
  for (let index = 0; index < values.length; index++) {
    const entering = index - shift >= 0 ? (values[index - shift] as number) : Number.NaN;
    const leaving = index - shift - window >= 0 ? (values[index - shift - window] as number) : Number.NaN;
    if (!Number.isNaN(leaving)) size = removeSorted(buffer, size, leaving);
    if (!Number.isNaN(entering)) size = insertSorted(buffer, size, entering);
    if (size >= minimum && size > 0) result[index] = statistic(buffer, size);
  }
  return result;
}
