import { lowerBound } from './rank.ts';
import { sortedObserved } from './sorted-observed.ts';

/** Step-up adjustment with a constant factor; the adjusted value depends on the place among the sorted p only. */
export function stepUpAdjusted(p: ArrayLike<number>, factor: number): Float64Array {
  const sorted = sortedObserved(p);
  const tests = sorted.length;
  const bySize = new Float64Array(tests);
  let smallest = 1;
  for (let index = tests - 1; index >= 0; index--) {
    // The ratio first: it is at least 1, so rounding cannot bring q under p.
    smallest = Math.min(smallest, (sorted[index] as number) * ((factor * tests) / (index + 1)));
    bySize[index] = smallest;
  }
  const adjusted = new Float64Array(p.length).fill(Number.NaN);
  for (let index = 0; index < p.length; index++) {
    const value = p[index] as number;
    // Tied p share one adjusted value, so the first place of the tie serves all of them.
    if (!Number.isNaN(value)) adjusted[index] = bySize[lowerBound(sorted, value)] as number;
  }
  return adjusted;
}

/**
 * Adjusted p values (q) in input order; a missing p stays missing and does not count as a test.
 * Benjamini & Hochberg (1995), "Controlling the false discovery rate".
 */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  return stepUpAdjusted(p, 1);
}
