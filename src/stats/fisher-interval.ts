import { normalQuantile } from './normal-quantile.ts';

/** Confidence interval of a correlation by Fisher's z (1921); needs n > 3 (n may be an effective size) and |r| < 1. */
export function fisherInterval(
  r: number,
  n: number,
  confidence = 0.95,
): readonly [number, number] | undefined {
  if (!(n > 3) || Math.abs(r) >= 1) return undefined;
  const reach = -normalQuantile((1 - confidence) / 2) / Math.sqrt(n - 3);
  const center = Math.atanh(r);
  return [Math.tanh(center - reach), Math.tanh(center + reach)];
}
