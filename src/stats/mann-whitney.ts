import { normalTail } from './normal.ts';
import { observed } from './observed.ts';
import { midranks } from './rank.ts';
import { tieSizes } from './tie-sizes.ts';

export type MannWhitney = {
  readonly n1: number;
  readonly n2: number;
  /** Pairs with x above y plus half the ties. */
  readonly u1: number;
  readonly u2: number;
  readonly pContinuity: number;
  readonly p: number;
  /** Without ties and up to 100 values; undefined otherwise. */
  readonly pExact: number | undefined;
};

/** Shares of all arrangements by value of U, from the recursion of Mann & Whitney (1947) as a product of polynomials. */
function exactShares(n1: number, n2: number): Float64Array {
  const shares = new Float64Array(n1 * n2 + 1);
  shares[0] = 1;
  for (let step = 1; step <= n1; step++) {
    // Multiplies by (1 - q^(n2+step)) / (1 - q^step), and by step/(n2+step) so that the shares add up to one.
    for (let u = shares.length - 1; u >= n2 + step; u--) {
      shares[u] = (shares[u] as number) - (shares[u - n2 - step] as number);
    }
    for (let u = step; u < shares.length; u++) {
      shares[u] = (shares[u] as number) + (shares[u - step] as number);
    }
    for (let u = 0; u < shares.length; u++) shares[u] = ((shares[u] as number) * step) / (n2 + step);
  }
  return shares;
}

function exactP(u: number, n1: number, n2: number): number {
  const shares = exactShares(n1, n2);
  const smaller = Math.min(u, n1 * n2 - u);
  let tail = 0;
  for (let value = 0; value <= smaller; value++) tail += shares[value] as number;
  return Math.min(1, 2 * tail);
}

/** Rank-sum test of two samples, tie-corrected normal p with and without continuity correction. Two-sided. */
export function mannWhitney(x: ArrayLike<number>, y: ArrayLike<number>): MannWhitney | undefined {
  const left = observed(x);
  const right = observed(y);
  const n1 = left.length;
  const n2 = right.length;
  if (n1 === 0 || n2 === 0) return undefined;
  const pooled = new Float64Array(n1 + n2);
  pooled.set(left);
  pooled.set(right, n1);
  const ranks = midranks(pooled);
  let rankSum = 0;
  for (let index = 0; index < n1; index++) rankSum += ranks[index] as number;
  const u1 = rankSum - (n1 * (n1 + 1)) / 2;
  const ties = tieSizes(pooled).reduce((sum, size) => sum + (size ** 3 - size), 0);
  const n = n1 + n2;
  const variance = ((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1)));
  const distance = Math.abs(u1 - (n1 * n2) / 2);
  const p = (gap: number): number =>
    variance > 0 ? Math.min(1, 2 * normalTail(gap / Math.sqrt(variance))) : 1;
  return {
    n1,
    n2,
    u1,
    u2: n1 * n2 - u1,
    pContinuity: p(distance - 0.5),
    p: p(distance),
    pExact: ties === 0 && n <= 100 ? exactP(u1, n1, n2) : undefined,
  };
}
