import { completePairs } from './complete-pairs.ts';
import { type Correlation, correlate, correlationP, type NoCorrelation } from './pearson.ts';
import { midranks } from './rank.ts';

/** Spearman's rank correlation over the complete pairs, ranked after pairing; p from t with n - 2 degrees of freedom. */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>, lag = 0): Correlation | NoCorrelation {
  const pairs = completePairs(x, y, lag);
  const r = pairs.n < 3 ? undefined : correlate(midranks(pairs.x), midranks(pairs.y));
  if (r === undefined) return { n: pairs.n, r: undefined, p: undefined };
  return { n: pairs.n, r, p: correlationP(r, pairs.n - 2) };
}
