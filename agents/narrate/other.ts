import type { FindingOf } from '../../src/domain/finding.ts';
import type { Scene } from './scene.ts';
import { capital, day, metricOf, nameOf } from './words.ts';

export function narrateLabLink(finding: FindingOf<'lab-link'>, scene: Scene): string {
  const { analyte, metric, labDay, direction } = finding;
  const how = direction === 'down' ? 'in opposite directions' : 'together';
  return `From one ${analyte} result to the next, ${nameOf(metricOf(metric, scene))} in the months before moved ${how} with it (the last result is of ${day(labDay, scene.asOf)}).`;
}

/** The ring and the person are two witnesses: when they differ, neither is taken for wrong. */
export function narrateDiscordance(finding: FindingOf<'discordance'>, scene: Scene): string {
  const [metric, answer] = [metricOf(finding.metric, scene), metricOf(finding.answer, scene)];
  return `${capital(nameOf(metric))} from the ring and ${nameOf(answer)} from the check-in do not say the same: one has changed, the other has not.`;
}

/** Fixed text, passed on word for word. */
export function narrateRedFlag({ summary }: FindingOf<'red-flag'>): string {
  return summary;
}
