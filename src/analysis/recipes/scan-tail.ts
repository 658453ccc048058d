import { normalCdf, normalCentral, normalDensity, normalTail } from '../../stats/normal.ts';

/** Correction for a maximum taken over whole days; Siegmund (1985), "Sequential Analysis". Near 0 its expansion serves. */
export function overshoot(x: number): number {
  if (x < 1e-4) return 1 - 0.583 * x;
  const half = x / 2;
  return ((2 / x) * normalCentral(half)) / (half * normalCdf(half) + normalDensity(half));
}

/**
 * P(the largest standardised contrast of two segments over splits low..high of n values exceeds z in size): the price of
 * having searched for the date. James, James & Siegmund (1987), "Tests for a change-point", Biometrika 74.
 */
export function scanTail(z: number, n: number, low: number, high: number): number {
  let sum = 0;
  for (let split = low; split <= high && high > low; split++) {
    const share = split / n;
    const room = share * (1 - share);
    const weight = split === low || split === high ? 0.5 : 1;
    sum += (weight * overshoot(z / Math.sqrt(n * room))) / room / n;
  }
  return Math.min(1, z * normalDensity(z) * sum + 2 * normalTail(z));
}
