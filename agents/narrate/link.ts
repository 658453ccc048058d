import { opposite, unwelcome } from '../../src/domain/chain-directions.ts';
import type { FindingOf } from '../../src/domain/finding.ts';
import type { Scene } from './scene.ts';
import { comparative, count, later, metricOf, nameOf, plain, spanNoun } from './words.ts';

/** Told from the side a person would rather avoid: "After nights with lower sleep efficiency …". */
export function narrateLink(finding: FindingOf<'link'>, scene: Scene): string {
  const { lag, r, n } = finding;
  const [cause, effect] = [metricOf(finding.cause, scene), metricOf(finding.effect, scene)];
  const side = unwelcome(cause);
  const other = r < 0 ? opposite(side) : side;
  const noun = spanNoun(cause);
  const lead = lag === 0 ? openingSameDay(noun) : `After ${noun}s`;
  const when = lag > 0 ? ` ${later(lag)}` : '';
  const also = side === other ? ', too' : '';
  return `${lead} with ${comparative(cause, side)} ${nameOf(cause)}, ${nameOf(effect)} tended to be ${comparative(effect, other)}${when}${also} (correlation ${plain(r, 2)} over ${count(n, 'day')}).`;
}

export function openingSameDay(noun: string): string {
  return noun === 'night' ? 'After nights' : `On ${noun}s`;
}
