import { opposite, unwelcome } from '../../../src/domain/chain-directions.ts';
import type { FindingOf } from '../../../src/domain/finding.ts';
import { openingSameDay } from '../link.ts';
import type { Scene } from '../scene.ts';
import { comparative, count, later, metricOf, nameOf, spanNoun, wasWord } from '../words.ts';

/** "After nights with lower sleep efficiency, heart rate variability was often lower one day later." */
export function linkPlainly(finding: FindingOf<'link'>, scene: Scene): string {
  const { lag, r, n } = finding;
  const [cause, effect] = [metricOf(finding.cause, scene), metricOf(finding.effect, scene)];
  const side = unwelcome(cause);
  const other = r < 0 ? opposite(side) : side;
  const noun = spanNoun(cause);
  const lead = lag === 0 ? openingSameDay(noun) : `After ${noun}s`;
  const when = lag > 0 ? ` ${later(lag)}` : '';
  return [
    `${lead} with ${comparative(cause, side)} ${nameOf(cause)}, ${nameOf(effect)} ${wasWord(effect)} often ${comparative(effect, other)}${when}.`,
    `We saw this over ${count(n, 'day')}.`,
    'It does not tell us why.',
  ].join(' ');
}
