import type { NumberMention } from './numbers.ts';

/**
 * The rounding rules.
 * Plain: the fact rounds to the written number (47.3 is "47", not "48"; whole hours within a quarter of an hour).
 * "About": also to the nearest 5 from 20 on (10 from 100 on, a quarter of an hour from an hour on, half a week for weeks).
 * "Nearly" and "under": the fact lies below, "just over", "more than" and "at least": above, and no further than one
 * such step; of whole hours 20 minutes below and an hour above, of weeks a week. Only such round numbers are hedged:
 * "more than 81" is no way to tell 82.
 * The clock goes round. Signs are looked at apart.
 */
export function matchesNumber(mention: NumberMention, fact: number): boolean {
  const written = Math.abs(mention.value);
  const apart = Math.abs(written - Math.abs(fact));
  const distance = mention.unit === 'clock' ? Math.min(apart, 1440 - apart) : apart;
  if (distance <= mention.tolerance + 1e-9) return true;
  if (mention.hedge === undefined) return false;
  const step = stepOf(mention);
  if (step === undefined) return false;
  if (mention.hedge === 'about') return distance <= step / 2;
  const excess = Math.abs(fact) - written;
  return mention.hedge === 'over' ? excess > 0 && excess < step : excess < 0 && -excess < step;
}

/** What a number of this size is rounded to; none where it is not such a round number. */
function stepOf({ value, unit, factor, hedge }: NumberMention): number | undefined {
  const written = Math.abs(value);
  if (unit === 'days') {
    if (factor > 1) return factor;
    if (hedge === 'about') return written % 7 === 0 ? 7 : undefined;
    return written % 5 === 0 ? 5 : undefined;
  }
  if (unit === 'min' && factor === 60 && hedge !== 'about')
    return Number.isInteger(written / 60) ? (hedge === 'under' ? 20 : 60) : undefined;
  const step = unit === 'min' && written >= 60 ? 15 : written >= 1000 ? 100 : written >= 100 ? 10 : 5;
  if (written < 20) return undefined;
  return [step, 5].find((candidate) => written % candidate === 0);
}
