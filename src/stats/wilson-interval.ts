import { normalQuantile } from './normal-quantile.ts';

/** Interval of a share k of n without continuity correction; Wilson (1927), JASA 22. Undefined for n = 0. */
export function wilsonInterval(
  k: number,
  n: number,
  confidence = 0.95,
): readonly [number, number] | undefined {
  if (n <= 0) return undefined;
  const z = -normalQuantile((1 - confidence) / 2);
  const share = k / n;
  const scale = 1 + (z * z) / n;
  const center = (share + (z * z) / (2 * n)) / scale;
  const reach = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / scale;
  // The ends are exactly 0 and 1 in theory; rounding must not leave them a hair outside.
  return [k === 0 ? 0 : center - reach, k === n ? 1 : center + reach];
}
