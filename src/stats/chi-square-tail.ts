import { upperIncompleteGamma } from './incomplete-gamma.ts';

/** P(chi square with `degrees` degrees of freedom >= x). */
export function chiSquareTail(x: number, degrees: number): number {
  return upperIncompleteGamma(degrees / 2, x / 2);
}
