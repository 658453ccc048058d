import { incompleteBeta } from './incomplete-beta.ts';
import { logBeta } from './log-gamma.ts';
import { normalQuantile } from './normal-quantile.ts';

/**
 * Two-sided p of Student's t, exact far into the tail (1e-290) because it is never formed as one minus something.
 * Abramowitz & Stegun 26.5.27.
 */
export function studentTwoSided(t: number, degrees: number): number {
  const square = t * t;
  if (square === 0) return 1;
  if (square === Number.POSITIVE_INFINITY) return 0;
  const total = degrees + square;
  return incompleteBeta(degrees / 2, 0.5, degrees / total, square / total);
}

/** P(T >= t). */
export function studentTail(t: number, degrees: number): number {
  const half = studentTwoSided(t, degrees) / 2;
  return t >= 0 ? half : 1 - half;
}

/** The t whose upper tail is `probability` (0 < probability < 1/2): Newton steps from the normal quantile. */
export function studentUpperQuantile(probability: number, degrees: number): number {
  const z = -normalQuantile(probability);
  // First terms of the Cornish-Fisher expansion, Abramowitz & Stegun 26.7.5; far off only for very few degrees.
  let t = z + (z ** 3 + z) / (4 * degrees);
  const logScale = -logBeta(degrees / 2, 0.5) - 0.5 * Math.log(degrees);
  for (let iteration = 0; iteration < 60; iteration++) {
    const density = Math.exp(logScale - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees));
    const tail = studentTail(t, degrees);
    // Stepping in ln(tail) converges from either side, even from far below as with one degree of freedom.
    const step = (tail / density) * Math.log(tail / probability);
    t += step;
    if (Math.abs(step) <= 1e-14 * Math.abs(t)) break;
  }
  return t;
}
