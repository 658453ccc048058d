import type { FindingOf } from '../../src/domain/finding.ts';
import type { Metric } from '../../src/domain/metric.ts';
import { openingSameDay } from './link.ts';
import type { Scene } from './scene.ts';
import { comparative, later, level, metricOf, nameOf, plain, size, spanNoun, wasWord } from './words.ts';

/** "After nights with sleep efficiency under 78 %, heart rate variability was lower by 8 ms or more on 13 of 15 …" */
export function narrateRule(finding: FindingOf<'rule'>, scene: Scene): string {
  const { lag, effectDirection, hits, total, rate, baseRate } = finding;
  const [cause, effect] = [metricOf(finding.cause, scene), metricOf(finding.effect, scene)];
  // The days are counted by this size, so it belongs to the sentence.
  const by = finding.effectSize === 0 ? '' : ` by ${size(effect, finding.effectSize)} or more`;
  const noun = spanNoun(cause);
  const lead = lag === 0 ? openingSameDay(noun) : `After ${noun}s`;
  const bound = boundOf(finding, cause);
  const when = lag > 0 ? ` ${later(lag)}` : '';
  return `${lead} with ${nameOf(cause)} ${bound}, ${nameOf(effect)} ${wasWord(effect)} ${comparative(effect, effectDirection)}${by}${when} on ${plain(hits, 0)} of ${plain(total, 0)} days (${percent(rate)}); on other days ${percent(baseRate)}.`;
}

export function boundOf({ comparator, threshold }: FindingOf<'rule'>, cause: Metric): string {
  return `${comparator === '<' ? 'under' : 'above'} ${level(cause, threshold, decimalsOf(threshold, cause))}`;
}

/** A threshold is a bound, not an estimate: it keeps one decimal where it has one. */
function decimalsOf(threshold: number, metric: Metric): number {
  const told = level(metric, threshold, 0);
  return told !== level(metric, Math.round(threshold), 0) || Number.isInteger(threshold) ? 0 : 1;
}

export function percent(rate: number): string {
  return `${plain(rate * 100, 0)} %`;
}
