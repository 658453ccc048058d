import { autocorrelation } from './autocorrelation.ts';
import { correlate, correlationP } from './pearson.ts';

export type EffectiveCorrelation = {
  readonly n: number;
  readonly raw: number;
  /** min(raw, n); n itself when the sum of products turns the raw value negative. */
  readonly effective: number;
  readonly r: number;
  /** Undefined when the effective size leaves no degree of freedom. */
  readonly test: { readonly t: number; readonly p: number } | undefined;
};

/**
 * Correlation of two complete series judged with the sample size their common autocorrelation leaves.
 * Pyper & Peterman (1998), "Comparison of methods to account for autocorrelation in correlation analyses of fish data".
 */
export function effectiveCorrelation(
  x: Float64Array,
  y: Float64Array,
  maxLag: number,
  estimator: 'biased' | 'unbiased',
): EffectiveCorrelation | undefined {
  const n = x.length;
  const r = correlate(x, y);
  const left = autocorrelation(x, maxLag);
  const right = autocorrelation(y, maxLag);
  if (r === undefined || left === undefined || right === undefined) return undefined;
  let inverse = 1 / n;
  for (let lag = 1; lag <= maxLag; lag++) {
    const scale = estimator === 'unbiased' ? (n / (n - lag)) ** 2 : 1;
    inverse += (2 / n) * ((n - lag) / n) * (left[lag] as number) * (right[lag] as number) * scale;
  }
  const raw = 1 / inverse;
  const effective = inverse <= 0 ? n : Math.min(raw, n);
  const degrees = effective - 2;
  if (degrees <= 0 || Math.abs(r) === 1) return { n, raw, effective, r, test: undefined };
  const t = r * Math.sqrt(degrees / ((1 - r) * (1 + r)));
  return { n, raw, effective, r, test: { t, p: correlationP(r, degrees) } };
}
