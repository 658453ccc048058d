import { autocorrelation } from './autocorrelation.ts';
import { observed } from './observed.ts';

export type AutoregressiveFit = {
  readonly phi: Float64Array;
  readonly innovationVariance: number;
  /** One per value; NaN for the first `order` ones, which have no full past. */
  readonly residuals: Float64Array;
};

/** Solves the Yule-Walker equations by the Levinson-Durbin recursion; returns phi and the share of variance left. */
function levinsonDurbin(acf: Float64Array, order: number): { phi: Float64Array; left: number } {
  let phi = new Float64Array(order);
  let left = 1;
  for (let step = 1; step <= order; step++) {
    let numerator = acf[step] as number;
    for (let lag = 1; lag < step; lag++) numerator -= (phi[lag - 1] as number) * (acf[step - lag] as number);
    const reflection = numerator / left;
    const next = phi.slice();
    next[step - 1] = reflection;
    for (let lag = 1; lag < step; lag++) {
      next[lag - 1] = (phi[lag - 1] as number) - reflection * (phi[step - lag - 1] as number);
    }
    phi = next;
    left *= 1 - reflection * reflection;
  }
  return { phi, left };
}

/** Autoregression of a complete series by Yule-Walker, which is always stationary. Undefined if too short or constant. */
export function yuleWalker(values: ArrayLike<number>, order: number): AutoregressiveFit | undefined {
  const x = observed(values);
  const n = x.length;
  const acf = n > order + 1 ? autocorrelation(x, order) : undefined;
  if (acf === undefined) return undefined;
  const { phi, left } = levinsonDurbin(acf, order);
  let mean = 0;
  for (const value of x) mean += value / n;
  const deviations = x.map((value) => value - mean);
  let variance = 0;
  for (const deviation of deviations) variance += (deviation * deviation) / n;
  const residuals = new Float64Array(n).fill(Number.NaN);
  for (let index = order; index < n; index++) {
    let residual = deviations[index] as number;
    for (let lag = 1; lag <= order; lag++)
      residual -= (phi[lag - 1] as number) * (deviations[index - lag] as number);
    residuals[index] = residual;
  }
  return { phi, innovationVariance: variance * left, residuals };
}
