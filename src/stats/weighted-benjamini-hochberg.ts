import { benjaminiHochberg } from './benjamini-hochberg.ts';

/**
 * False discovery rate over tests that were not equally likely beforehand: each p is divided by its weight before the
 * step-up. Weights are chosen before looking and average one, so the rate of the whole family holds; missing p stay
 * missing. Genovese, Roeder & Wasserman (2006), "False discovery control with p-value weighting", Biometrika 93.
 */
export function weightedBenjaminiHochberg(p: ArrayLike<number>, weights: ArrayLike<number>): Float64Array {
  let total = 0;
  let tests = 0;
  for (let index = 0; index < p.length; index++) {
    if (Number.isNaN(p[index])) continue;
    total += weights[index] as number;
    tests++;
  }
  const mean = tests === 0 ? 1 : total / tests;
  return benjaminiHochberg(
    Float64Array.from(p, (value, index) => Math.min(1, (value * mean) / (weights[index] as number))),
  );
}
