import type { FindingOf } from '../../../src/domain/finding.ts';
import type { Scene } from '../scene.ts';
import {
  capital,
  comparative,
  count,
  day,
  isWord,
  levels,
  metricOf,
  nameOf,
  spanNoun,
  wasWord,
} from '../words.ts';
import { cameAfter } from './events.ts';

/** "Deep sleep is now 47 minutes on average. Before, it was 1 hour 22 minutes. The change began about 7 March." */
export function shiftPlainly(finding: FindingOf<'shift'>, scene: Scene): string {
  const { before, after, onset } = finding;
  const metric = metricOf(finding.metric, scene);
  const [now, usual] = levels(metric, after.mean, before.mean);
  const noun = spanNoun(metric);
  return [
    `${capital(nameOf(metric))} ${isWord(metric)} now ${now} on average.`,
    `Before, it ${wasWord(metric)} ${usual}.`.replace('it were', 'they were'),
    `The change began about ${day(onset, scene.asOf)}.`,
    cameAfter(finding, onset, scene),
    `We counted ${count(after.n, noun)} in this time and ${count(before.n, noun)} in the time before.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** As the second voice of a story. */
export function alsoShiftedPlainly(
  finding: FindingOf<'shift'> | FindingOf<'event-effect'>,
  scene: Scene,
): string {
  const { before, after, difference } = finding;
  const metric = metricOf(finding.metric, scene);
  const [now, usual] = levels(metric, after.mean, before.mean);
  const lower = comparative(metric, difference < 0 ? 'down' : 'up');
  return `At the same time, ${nameOf(metric)} ${isWord(metric)} ${lower}, too. Before, it was ${usual}. Now it is ${now}.`;
}
