import type { FindingOf } from '../../src/domain/finding.ts';
import type { Scene } from './scene.ts';
import { capital, count, day, hasWord, nameOf, spanNoun } from './words.ts';

export function narrateLabLink(finding: FindingOf<'lab-link'>, scene: Scene): string {
  const { analyte, metric, labDay, windowDays, direction } = finding;
  const window = `In the ${count(windowDays, 'day')} around the ${analyte} result of ${day(labDay, scene.asOf)}`;
  const verb = direction === null ? 'changed' : direction === 'up' ? 'risen' : 'fallen';
  return `${window}, ${nameOf(metric)} ${hasWord(metric)} ${verb}.`;
}

/** The ring and the person are two witnesses: when they differ, neither is taken for wrong. */
export function narrateDiscordance(finding: FindingOf<'discordance'>): string {
  const { metric, answer, n } = finding;
  const times = count(n, spanNoun(answer));
  return `${capital(nameOf(metric))} from the ring and ${nameOf(answer)} from the check-in did not say the same on ${times}.`;
}

/** Fixed text, passed on word for word. */
export function narrateRedFlag({ summary }: FindingOf<'red-flag'>): string {
  return summary;
}
