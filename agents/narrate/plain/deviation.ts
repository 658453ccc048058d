import type { FindingOf } from '../../../src/domain/finding.ts';
import type { Scene } from '../scene.ts';
import { capital, comparative, count, day, level, metricOf, nameOf, spanNoun, wasWord } from '../words.ts';

/** "On 24 March, resting heart rate was 66 bpm. That is higher than the usual 54 bpm to 60 bpm." */
export function deviationPlainly(finding: FindingOf<'deviation'>, scene: Scene): string {
  const { value, baseline, from, to } = finding;
  const metric = metricOf(finding.metric, scene);
  const direction = finding.direction ?? (value < baseline.median ? 'down' : 'up');
  const usual = `${level(metric, baseline.low)} to ${level(metric, baseline.high)}`;
  const again = from < to ? [`It was so more than once since ${day(from, scene.asOf)}.`] : [];
  return [
    `On ${day(to, scene.asOf)}, ${nameOf(metric)} ${wasWord(metric)} ${level(metric, value)}.`,
    `${capital(nameOf(metric))} ${wasWord(metric)} ${comparative(metric, direction)} than the usual ${usual}.`,
    ...again,
    `The usual is from ${count(baseline.nights, spanNoun(metric))}.`,
  ].join(' ');
}
