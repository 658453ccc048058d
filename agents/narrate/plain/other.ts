import type { FindingOf } from '../../../src/domain/finding.ts';
import type { Scene } from '../scene.ts';
import { capital, day, metricOf, nameOf } from '../words.ts';

export function labLinkPlainly(finding: FindingOf<'lab-link'>, scene: Scene): string {
  const { analyte, metric, labDay, direction } = finding;
  const way = direction === 'down' ? 'the other way' : 'the same way';
  return [
    `From one ${analyte} test to the next, ${nameOf(metricOf(metric, scene))} moved ${way}.`,
    `The last test was on ${day(labDay, scene.asOf)}.`,
  ].join(' ');
}

export function discordancePlainly(finding: FindingOf<'discordance'>, scene: Scene): string {
  const [metric, answer] = [metricOf(finding.metric, scene), metricOf(finding.answer, scene)];
  return [
    `The ring tells of ${nameOf(metric)}.`,
    `${capital(nameOf(answer))} is what was said in the mornings.`,
    'The two do not match: one has changed, and in the other no lasting change was seen.',
  ].join(' ');
}
