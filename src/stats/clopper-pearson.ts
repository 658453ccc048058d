import { incompleteBeta } from './incomplete-beta.ts';

/** The x with I_x(a, b) = probability: bisection down to neighbouring doubles, safe for every shape. */
function betaQuantile(probability: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 1100; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (incompleteBeta(a, b, middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Exact interval of a share k of n; Clopper & Pearson (1934), Biometrika 26. Undefined for n = 0. */
export function clopperPearson(
  k: number,
  n: number,
  confidence = 0.95,
): readonly [number, number] | undefined {
  if (n <= 0) return undefined;
  const tail = (1 - confidence) / 2;
  const low = k === 0 ? 0 : betaQuantile(tail, k, n - k + 1);
  const high = k === n ? 1 : betaQuantile(1 - tail, k + 1, n - k);
  return [low, high];
}
