import { completePairs } from './complete-pairs.ts';
import { normalTail } from './normal.ts';
import { tieSizes } from './tie-sizes.ts';

/** Concordant minus discordant pairs, O(n^2): lengths are some hundred days. */
export function concordance(x: Float64Array, y: Float64Array): number {
  let score = 0;
  for (let later = 1; later < x.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      score +=
        Math.sign((x[later] as number) - (x[earlier] as number)) *
        Math.sign((y[later] as number) - (y[earlier] as number));
    }
  }
  return score;
}

const choose2 = (size: number): number => (size * (size - 1)) / 2;
const sum = (sizes: readonly number[], term: (size: number) => number): number =>
  sizes.reduce((total, size) => total + term(size), 0);

/** Variance of the concordance score under independence, corrected for ties; Kendall (1970), "Rank Correlation Methods". */
export function concordanceVariance(n: number, tiesX: readonly number[], tiesY: readonly number[]): number {
  const full = (size: number): number => size * (size - 1) * (2 * size + 5);
  const threes = (size: number): number => size * (size - 1) * (size - 2);
  const base = (full(n) - sum(tiesX, full) - sum(tiesY, full)) / 18;
  const triples = n > 2 ? (sum(tiesX, threes) * sum(tiesY, threes)) / (9 * threes(n)) : 0;
  return base + triples + (sum(tiesX, choose2) * sum(tiesY, choose2)) / choose2(n);
}

export type KendallTau = { readonly n: number; readonly tau: number; readonly p: number };

/** Kendall's tau-b over the complete pairs with the normal p; undefined when a side does not vary. */
export function kendallTauB(x: ArrayLike<number>, y: ArrayLike<number>): KendallTau | undefined {
  const pairs = completePairs(x, y);
  if (pairs.n < 2) return undefined;
  const tiesX = tieSizes(pairs.x);
  const tiesY = tieSizes(pairs.y);
  const all = choose2(pairs.n);
  const spread = Math.sqrt(all - sum(tiesX, choose2)) * Math.sqrt(all - sum(tiesY, choose2));
  if (spread === 0) return undefined;
  const score = concordance(pairs.x, pairs.y);
  const z = score / Math.sqrt(concordanceVariance(pairs.n, tiesX, tiesY));
  return { n: pairs.n, tau: score / spread, p: 2 * normalTail(Math.abs(z)) };
}
