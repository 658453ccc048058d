import { incompleteBeta } from './incomplete-beta.ts';

/** P(F >= x) with the given numerator and denominator degrees of freedom. */
export function fTail(x: number, numerator: number, denominator: number): number {
  if (x <= 0) return 1;
  const total = denominator + numerator * x;
  return incompleteBeta(denominator / 2, numerator / 2, denominator / total, (numerator * x) / total);
}
