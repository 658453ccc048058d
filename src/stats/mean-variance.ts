import { mean, sampleVariance } from 'simple-statistics';
import { observed } from './observed.ts';

export type MeanVariance = {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
  readonly standardDeviation: number;
};

/** Mean and sample variance (n - 1) by two passes, so that a large offset costs no digits. */
export function meanVariance(values: ArrayLike<number>): MeanVariance | undefined {
  const kept = Array.from(observed(values));
  if (kept.length < 2) return undefined;
  const variance = sampleVariance(kept);
  return { n: kept.length, mean: mean(kept), variance, standardDeviation: Math.sqrt(variance) };
}
