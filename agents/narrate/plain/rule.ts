import type { FindingOf } from '../../../src/domain/finding.ts';
import { openingSameDay } from '../link.ts';
import { boundOf, percent } from '../rule.ts';
import type { Scene } from '../scene.ts';
import { comparative, later, metricOf, nameOf, plain, size, spanNoun, wasWord } from '../words.ts';

/** "After nights with sleep efficiency under 78 %, heart rate variability was lower by 8 ms or more on 13 of 15 days." */
export function rulePlainly(finding: FindingOf<'rule'>, scene: Scene): string {
  const { lag, effectDirection, hits, total, rate, baseRate } = finding;
  const [cause, effect] = [metricOf(finding.cause, scene), metricOf(finding.effect, scene)];
  const noun = spanNoun(cause);
  const lead = lag === 0 ? openingSameDay(noun) : `After ${noun}s`;
  const by = finding.effectSize === 0 ? '' : ` by ${size(effect, finding.effectSize)} or more`;
  const when = lag > 0 ? ` ${later(lag)}` : '';
  return [
    `${lead} with ${nameOf(cause)} ${boundOf(finding, cause)}, ${nameOf(effect)} ${wasWord(effect)} ${comparative(effect, effectDirection)}${by}${when} on ${plain(hits, 0)} of ${plain(total, 0)} days.`,
    `That is ${percent(rate)} of those days.`,
    `On other days it was so on ${percent(baseRate)}.`,
  ].join(' ');
}
