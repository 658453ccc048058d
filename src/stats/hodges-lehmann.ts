import { medianSorted } from './median.ts';
import { observed } from './observed.ts';

/** Median of all differences x - y: the shift between two samples. Hodges & Lehmann (1963). */
export function hodgesLehmann(x: ArrayLike<number>, y: ArrayLike<number>): number | undefined {
  const left = observed(x);
  const right = observed(y);
  const differences = new Float64Array(left.length * right.length);
  if (differences.length === 0) return undefined;
  let size = 0;
  for (const a of left) for (const b of right) differences[size++] = a - b;
  return medianSorted(differences.sort(), size);
}
