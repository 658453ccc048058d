import type { FindingOf } from '../../src/domain/finding.ts';
import type { Scene } from './scene.ts';
import { capital, count, day, hasWord, metricOf, nameOf } from './words.ts';

export function narrateLabLink(finding: FindingOf<'lab-link'>, scene: Scene): string {
  const { analyte, metric, labDay, windowDays, n, direction } = finding;
  const how = direction === 'down' ? 'the opposite way' : 'the same way';
  return `From one ${analyte} result to the next, ${nameOf(metricOf(metric, scene))} over the ${count(windowDays, 'day')} up to each moved ${how} (${count(n, 'result')}; the last result is of ${day(labDay, scene.asOf)}).`;
}

/** The ring and the person are two witnesses: when they differ, neither is taken for wrong. */
export function narrateDiscordance(finding: FindingOf<'discordance'>, scene: Scene): string {
  const [ring, answer] = [metricOf(finding.metric, scene), metricOf(finding.answer, scene)];
  const names = `${capital(nameOf(ring))} from the ring and ${nameOf(answer)} from the check-in do not say the same`;
  const [changed, other] = hasChanged(finding.answer, scene) ? [answer, ring] : [ring, answer];
  if (!hasChanged(changed.slug, scene))
    return `${names}: one has changed, and in the other no lasting change was seen.`;
  return `${names}: ${nameOf(changed)} ${hasWord(changed)} changed, and in ${nameOf(other)} no lasting change was seen.`;
}

/** Which of the two it was stands in the change itself, where that is told as well. */
function hasChanged(slug: string, { findings }: Scene): boolean {
  return findings.some((finding) => finding.kind === 'shift' && finding.metric === slug);
}

/** Fixed text, passed on word for word. */
export function narrateRedFlag({ summary }: FindingOf<'red-flag'>): string {
  return summary;
}
