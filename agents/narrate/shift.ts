import type { FindingOf } from '../../src/domain/finding.ts';
import { daysBetween, isDay } from '../../src/shared/day.ts';
import { afterEvent } from './events.ts';
import type { Scene } from './scene.ts';
import { capital, count, day, dayRange, hasWord, levels, metricOf, nameOf, size, spanNoun } from './words.ts';

export function narrateShift(finding: FindingOf<'shift'>, scene: Scene): string {
  const { before, after, onset, onsetRange } = finding;
  const metric = metricOf(finding.metric, scene);
  const noun = spanNoun(metric);
  const [now, usual] = levels(metric, after.mean, before.mean);
  const stretch = isRecent(after.to, scene.asOf)
    ? `over the last ${count(after.n, noun)}`
    : `over ${count(after.n, noun)} up to ${day(after.to, scene.asOf)}`;
  const [first, last] = onsetRange;
  const range = first === last ? '' : ` (likely ${dayRange(first, last, scene.asOf)})`;
  return [
    `${capital(nameOf(metric))} ${hasWord(metric)} averaged ${now} ${stretch}, against a usual ${usual} before (${count(before.n, noun)}).`,
    `The change began about ${day(onset, scene.asOf)}${range}${afterEvent(finding, onset, scene)}.`,
  ].join(' ');
}

/** Told as the second voice of a story: "Over the same period resting heart rate has risen by 4 bpm …". */
export function accompanyShift(
  finding: FindingOf<'shift'> | FindingOf<'event-effect'>,
  scene: Scene,
): string {
  const { before, after, difference } = finding;
  const metric = metricOf(finding.metric, scene);
  const verb = difference < 0 ? 'fallen' : 'risen';
  const [now, usual] = levels(metric, after.mean, before.mean);
  return `Over the same period ${nameOf(metric)} ${hasWord(metric)} ${verb} by ${size(metric, difference)} (${usual} before, ${now} since).`;
}

function isRecent(to: string, asOf: Scene['asOf']): boolean {
  return isDay(to) && daysBetween(to, asOf) <= 3;
}
