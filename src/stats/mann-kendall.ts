import { concordance, concordanceVariance, kendallTauB } from './kendall-tau-b.ts';
import { normalTail } from './normal.ts';
import { observed } from './observed.ts';
import { tieSizes } from './tie-sizes.ts';

export type MannKendall = {
  readonly n: number;
  readonly score: number;
  readonly variance: number;
  readonly tauA: number;
  readonly tauB: number;
  readonly z: number;
  readonly p: number;
  readonly zUncorrected: number;
  readonly pUncorrected: number;
};

/**
 * Mann-Kendall test for a monotone trend in the order of observation, with and without continuity correction.
 * Mann (1945), Econometrica 13. Undefined for fewer than three values or a constant series.
 */
export function mannKendall(values: ArrayLike<number>): MannKendall | undefined {
  const y = observed(values);
  const n = y.length;
  const time = Float64Array.from(y, (_, index) => index);
  const tau = n < 3 ? undefined : kendallTauB(time, y);
  if (tau === undefined) return undefined;
  const score = concordance(time, y);
  const variance = concordanceVariance(n, [], tieSizes(y));
  const z = (Math.sign(score) * Math.max(0, Math.abs(score) - 1)) / Math.sqrt(variance);
  const zUncorrected = score / Math.sqrt(variance);
  return {
    n,
    score,
    variance,
    tauA: score / ((n * (n - 1)) / 2),
    tauB: tau.tau,
    z,
    p: 2 * normalTail(Math.abs(z)),
    zUncorrected,
    pUncorrected: 2 * normalTail(Math.abs(zUncorrected)),
  };
}
