import type { FindingOf } from '../../src/domain/finding.ts';
import { openingSameDay } from './link.ts';
import { comparative, later, level, nameOf, plain, size, spanNoun, wasWord } from './words.ts';

/** "After nights with sleep efficiency under 78 %, heart rate variability was lower by 8 ms or more on 13 of 15 …" */
export function narrateRule(finding: FindingOf<'rule'>): string {
  const { cause, comparator, threshold, effect, lag, effectDirection, hits, total, rate, baseRate } = finding;
  // The days are counted by this size, so it belongs to the sentence.
  const by = finding.effectSize === 0 ? '' : ` by ${size(effect, finding.effectSize)} or more`;
  const noun = spanNoun(cause);
  const lead = lag === 0 ? openingSameDay(noun) : `After ${noun}s`;
  const bound = `${comparator === '<' ? 'under' : 'above'} ${level(cause, threshold, decimalsOf(threshold, cause))}`;
  const when = lag > 0 ? ` ${later(lag)}` : '';
  return `${lead} with ${nameOf(cause)} ${bound}, ${nameOf(effect)} ${wasWord(effect)} ${comparative(effect, effectDirection)}${by}${when} on ${plain(hits, 0)} of ${plain(total, 0)} days (${percent(rate)}); on other days ${percent(baseRate)}.`;
}

/** A threshold is a bound, not an estimate: it keeps one decimal where it has one. */
function decimalsOf(threshold: number, slug: string): number {
  const told = level(slug, threshold, 0);
  return told !== level(slug, Math.round(threshold), 0) || Number.isInteger(threshold) ? 0 : 1;
}

function percent(rate: number): string {
  return `${plain(rate * 100, 0)} %`;
}
