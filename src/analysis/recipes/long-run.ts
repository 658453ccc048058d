/** Corrections (1 + 3 r) / n around one mean and (4 + 6 r) / n around two for the downward bias of a short autocorrelation. */
export const AROUND_ONE_MEAN: Bias = { constant: 1, slope: 3 };
export const AROUND_TWO_MEANS: Bias = { constant: 4, slope: 6 };

export type Bias = { readonly constant: number; readonly slope: number };

const LARGEST_PHI = 0.9;

/** Values less the mean of their segment, the second one starting at index k (k = 0: one segment). */
export function withoutSegmentMeans(values: Float64Array, k: number): Float64Array {
  const n = values.length;
  let before = 0;
  let after = 0;
  for (let index = 0; index < k; index++) before += values[index] as number;
  for (let index = k; index < n; index++) after += values[index] as number;
  before /= Math.max(1, k);
  after /= Math.max(1, n - k);
  const result = new Float64Array(n);
  for (let index = 0; index < n; index++)
    result[index] = (values[index] as number) - (index < k ? before : after);
  return result;
}

/** Autocorrelation over pairs of observed values that lie exactly `lag` (1 or 2) days apart. */
function gapAutocorrelation(
  residuals: Float64Array,
  days: Int32Array,
  lag: number,
  variance: number,
): number {
  let product = 0;
  let pairs = 0;
  for (let index = 1; index < residuals.length; index++) {
    const wanted = (days[index] as number) - lag;
    let other = index - 1;
    if ((days[other] as number) > wanted) other--;
    if (other < 0 || days[other] !== wanted) continue;
    product += (residuals[index] as number) * (residuals[other] as number);
    pairs++;
  }
  return pairs > 4 && variance > 0 ? product / pairs / variance : 0;
}

/**
 * Memory of a series for its long-run variance (1 + phi) / (1 - phi): the larger of the first autocorrelation and the root
 * of the second, since measurement noise lowers the first but not their ratio. Within [0, 0.9].
 */
export function longRunPhi(residuals: Float64Array, days: Int32Array, bias: Bias): number {
  const n = residuals.length;
  let squares = 0;
  for (let index = 0; index < n; index++) squares += (residuals[index] as number) ** 2;
  const variance = squares / n;
  const first = gapAutocorrelation(residuals, days, 1, variance);
  const second = gapAutocorrelation(residuals, days, 2, variance);
  const corrected = first + (bias.constant + bias.slope * first) / n;
  const squared = second + (bias.constant + bias.slope * second) / n;
  const phi = squared > 0 ? Math.max(corrected, Math.sqrt(squared)) : corrected;
  return Math.min(LARGEST_PHI, Math.max(0, phi));
}
