import { polynomial } from './polynomial.ts';

/** exp(-x*x) with the square split, so that the tail keeps its relative precision far out. */
function gaussian(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp(-coarse * coarse) * Math.exp(-(x - coarse) * (x + coarse));
}

const SMALL = [
  3209.3775891384694, 377.485237685302, 113.86415415105016, 3.1611237438705655, 0.18577770618460315,
];
const SMALL_BELOW = [2844.236833439171, 1282.6165260773723, 244.02463793444417, 23.601290952344122, 1];
const MIDDLE = [
  1230.3393547979972, 2051.0783778260716, 1712.0476126340707, 881.952221241769, 298.6351381974001,
  66.11919063714163, 8.883149794388377, 0.5641884969886701, 2.1531153547440383e-8,
];
const MIDDLE_BELOW = [
  1230.3393548037495, 3439.3676741437216, 4362.619090143247, 3290.7992357334597, 1621.3895745666903,
  537.1811018620099, 117.6939508913125, 15.744926110709835, 1,
];
const FAR = [
  0.0006587491615298378, 0.016083785148742275, 0.12578172611122926, 0.36034489994980445, 0.30532663496123236,
  0.016315387137302097,
];
const FAR_BELOW = [
  0.0023352049762686918, 0.06051834131244132, 0.5279051029514285, 1.8729528499234673, 2.568520192289822, 1,
];
const ROOT_INVERSE_PI = 0.5641895835477563;

function smallErrorFunction(x: number): number {
  return (x * polynomial(SMALL, x * x)) / polynomial(SMALL_BELOW, x * x);
}

function middleTail(x: number): number {
  return (gaussian(x) * polynomial(MIDDLE, x)) / polynomial(MIDDLE_BELOW, x);
}

function farTail(x: number): number {
  const inverse = 1 / (x * x);
  const correction = (inverse * polynomial(FAR, inverse)) / polynomial(FAR_BELOW, inverse);
  return (gaussian(x) * (ROOT_INVERSE_PI - correction)) / x;
}

/** Complementary error function, W. J. Cody (1969), "Rational Chebyshev approximations for the error function". */
function complementaryErrorFunction(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.46875) return 1 - smallErrorFunction(x);
  const tail = size <= 4 ? middleTail(size) : farTail(size);
  return x < 0 ? 2 - tail : tail;
}

/** P(Z <= z) of the standard normal. */
export function normalCdf(z: number): number {
  return 0.5 * complementaryErrorFunction(-z * Math.SQRT1_2);
}

/** P(Z >= z) of the standard normal, exact in relative terms far into the tail. */
export function normalTail(z: number): number {
  return 0.5 * complementaryErrorFunction(z * Math.SQRT1_2);
}

/** P(0 <= Z <= z): no cancellation next to zero. */
export function normalCentral(z: number): number {
  const scaled = z * Math.SQRT1_2;
  return Math.abs(scaled) <= 0.46875 ? 0.5 * smallErrorFunction(scaled) : normalCdf(z) - 0.5;
}

/** Density of the standard normal. */
export function normalDensity(z: number): number {
  return 0.3989422804014327 * Math.exp(-0.5 * z * z);
}
