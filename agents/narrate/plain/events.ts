import type { Finding } from '../../../src/domain/finding.ts';
import { MEDICATION_WINDOW_DAYS, precedingEvents } from '../events.ts';
import type { Scene } from '../scene.ts';
import { count, day } from '../words.ts';

/** "That was 4 days after Lisinopril dose changed (20 mg) on 3 March.": a place in time and nothing more. */
export function cameAfter(finding: Finding, start: string, scene: Scene): string {
  const [event] = precedingEvents(finding, start, scene);
  if (event === undefined || event.daysBefore > 2 * MEDICATION_WINDOW_DAYS) return '';
  const when = event.daysBefore === 0 ? 'on the day of' : `${count(event.daysBefore, 'day')} after`;
  return `That was ${when} ${event.label} on ${day(event.day, scene.asOf)}.`;
}
