import { meanVariance } from './mean-variance.ts';
import { studentTwoSided, studentUpperQuantile } from './student-t.ts';

export type WelchTest = {
  readonly t: number;
  readonly degrees: number;
  readonly p: number;
  readonly difference: number;
  readonly interval: readonly [number, number];
};

/** Difference of means, unequal variances; Welch (1947), Biometrika 34. Undefined when neither sample varies. */
export function welchT(x: ArrayLike<number>, y: ArrayLike<number>): WelchTest | undefined {
  const left = meanVariance(x);
  const right = meanVariance(y);
  if (left === undefined || right === undefined) return undefined;
  const shareX = left.variance / left.n;
  const shareY = right.variance / right.n;
  const square = shareX + shareY;
  if (!(square > 0)) return undefined;
  const difference = left.mean - right.mean;
  const degrees = (square * square) / (shareX ** 2 / (left.n - 1) + shareY ** 2 / (right.n - 1));
  const t = difference / Math.sqrt(square);
  const reach = studentUpperQuantile(0.025, degrees) * Math.sqrt(square);
  const interval = [difference - reach, difference + reach] as const;
  return { t, degrees, p: studentTwoSided(t, degrees), difference, interval };
}
