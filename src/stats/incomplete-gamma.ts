import { logGamma } from './log-gamma.ts';

const TERMS = 10_000;

function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let index = 1; index < TERMS; index++) {
    term *= x / (shape + index);
    sum += term;
    if (term < sum * 1e-16) break;
  }
  return sum;
}

function upperFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let index = 1; index < TERMS; index++) {
    const factor = -index * (index - shape);
    b += 2;
    d = 1 / (factor * d + b);
    c = b + factor / c;
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return value;
}

/** Regularised upper incomplete gamma function Q(shape, x): series left of the mode, continued fraction right. DLMF 8.2. */
export function upperIncompleteGamma(shape: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  return x < shape + 1 ? Math.max(0, 1 - front * lowerSeries(shape, x)) : front * upperFraction(shape, x);
}
