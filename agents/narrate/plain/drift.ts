import type { FindingOf } from '../../../src/domain/finding.ts';
import type { Scene } from '../scene.ts';
import { capital, comparative, day, hasWord, isWord, metricOf, nameOf, size } from '../words.ts';
import { cameAfter } from './events.ts';

/** "Weight has gone down bit by bit. It is 3.7 kg lower than on 10 February. That is some 0.6 kg a week." */
export function driftPlainly(finding: FindingOf<'drift'>, scene: Scene): string {
  const { perWeek, change, from } = finding;
  const metric = metricOf(finding.metric, scene);
  const direction = change < 0 ? 'down' : 'up';
  const name = nameOf(metric);
  const start = day(from, scene.asOf);
  const after = cameAfter(finding, from, scene);
  return [
    `Bit by bit, ${name} ${hasWord(metric)} moved.`,
    `${capital(name)} ${isWord(metric)} ${size(metric, change)} ${comparative(metric, direction)} than on ${start}.`,
    `${capital(name)} moved by some ${size(metric, perWeek)} a week.`,
    ...(after === '' ? [] : [`It began about ${start}.`, after]),
  ].join(' ');
}

export function alsoDriftedPlainly(finding: FindingOf<'drift'>, scene: Scene): string {
  const metric = metricOf(finding.metric, scene);
  const lower = comparative(metric, finding.change < 0 ? 'down' : 'up');
  return `At the same time, ${nameOf(metric)} ${isWord(metric)} ${size(metric, finding.change)} ${lower}.`;
}
