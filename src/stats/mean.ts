import { mean as compensatedMean } from 'simple-statistics';
import { observed } from './observed.ts';

/** Arithmetic mean of the observed values (compensated sum), or undefined when there is none. */
export function mean(values: ArrayLike<number>): number | undefined {
  const kept = observed(values);
  return kept.length === 0 ? undefined : compensatedMean(Array.from(kept));
}
