import { stepUpAdjusted } from './benjamini-hochberg.ts';
import { observed } from './observed.ts';

/** As Benjamini-Hochberg, valid under any dependence; Benjamini & Yekutieli (2001), Annals of Statistics 29. */
export function benjaminiYekutieli(p: ArrayLike<number>): Float64Array {
  let harmonic = 0;
  for (let index = observed(p).length; index >= 1; index--) harmonic += 1 / index;
  return stepUpAdjusted(p, harmonic);
}
