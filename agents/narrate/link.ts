import type { FindingOf } from '../../src/domain/finding.ts';
import { comparative, count, type Direction, later, metricOf, nameOf, plain, spanNoun } from './words.ts';

/** Told from the side a person would rather avoid: "After nights with lower sleep efficiency …". */
export function narrateLink(finding: FindingOf<'link'>): string {
  const { cause, effect, lag, r, n } = finding;
  const side = unwelcome(cause);
  const other = r < 0 ? opposite(side) : side;
  const noun = spanNoun(cause);
  const lead = lag === 0 ? openingSameDay(noun) : `After ${noun}s`;
  const when = lag > 0 ? ` ${later(lag)}` : '';
  const also = side === other ? ', too' : '';
  return `${lead} with ${comparative(cause, side)} ${nameOf(cause)}, ${nameOf(effect)} tended to be ${comparative(effect, other)}${when}${also} (correlation ${plain(r, 2)} over ${count(n, 'day')}).`;
}

export function unwelcome(slug: string): Direction {
  return metricOf(slug).better === 'down' ? 'up' : 'down';
}

export function opposite(direction: Direction): Direction {
  return direction === 'up' ? 'down' : 'up';
}

export function openingSameDay(noun: string): string {
  return noun === 'night' ? 'After nights' : `On ${noun}s`;
}
