import type { FindingOf } from '../../src/domain/finding.ts';
import type { Scene } from './scene.ts';
import {
  capital,
  comparative,
  count,
  day,
  level,
  levelRange,
  metricOf,
  nameOf,
  spanNoun,
  wasWord,
} from './words.ts';

/**
 * Against the person's own usual range, never a population's. The value is that of the last night; from an earlier
 * `from` on it was on that side more than once.
 */
export function narrateDeviation(finding: FindingOf<'deviation'>, scene: Scene): string {
  const { value, baseline, from, to } = finding;
  const metric = metricOf(finding.metric, scene);
  const direction = finding.direction ?? (value < baseline.median ? 'down' : 'up');
  const usual = levelRange(metric, baseline.low, baseline.high);
  const span = spanNoun(metric);
  const again = from < to ? ` It has been so more than once since ${day(from, scene.asOf)}.` : '';
  return `${capital(nameOf(metric))} ${wasWord(metric)} ${level(metric, value)} on ${day(to, scene.asOf)}, ${comparative(metric, direction)} than the usual ${usual} (${count(baseline.nights, span)}).${again}`;
}
