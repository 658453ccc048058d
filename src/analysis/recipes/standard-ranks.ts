import { observed } from '../../stats/observed.ts';
import { midranks } from '../../stats/rank.ts';

const MINIMUM_VALUES = 30;

/** Midranks with mean 0 and (population) variance 1 on the observed days; all missing when fewer than 30 are. */
export function standardRanks(values: Float64Array): Float64Array {
  const result = new Float64Array(values.length).fill(Number.NaN);
  const kept = observed(values);
  const n = kept.length;
  if (n < MINIMUM_VALUES) return result;
  const ranks = midranks(kept);
  const mean = (n + 1) / 2;
  let squares = 0;
  for (let index = 0; index < n; index++) squares += ((ranks[index] as number) - mean) ** 2;
  const deviation = Math.sqrt(squares / n);
  if (!(deviation > 0)) return result;
  let next = 0;
  for (let day = 0; day < values.length; day++) {
    if (!Number.isNaN(values[day] as number)) {
      result[day] = ((ranks[next++] as number) - mean) / deviation;
    }
  }
  return result;
}
