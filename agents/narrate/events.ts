import type { Finding } from '../../src/domain/finding.ts';
import type { TimelineEvent } from '../../src/domain/timeline.ts';
import { isPlainMedicineLabel } from '../../src/llm/plain-name.ts';
import { quotedWords } from '../../src/llm/quoted-words.ts';
import { type Day, daysBetween, isDay } from '../../src/shared/day.ts';
import type { Scene } from './scene.ts';
import { count, day } from './words.ts';

/** How long after a change of medication a change in the numbers is told together with it. */
export const MEDICATION_WINDOW_DAYS = 14;

export interface Preceding {
  readonly id: string;
  readonly kind: string;
  readonly day: Day;
  readonly daysBefore: number;
  readonly label: string;
  readonly isMedication: boolean;
}

const kindWords: Readonly<Record<string, string>> = {
  'medication-start': 'a new medication',
  'medication-dose': 'a change of dose',
  'medication-timing': 'a change of medication time',
  'medication-stop': 'the end of a medication',
  agreed: 'a change that was agreed',
};

/**
 * The person's own words stand in quotation marks; what is built from the medication list does not need them, unless the
 * name of the medicine would read as a sentence of ours.
 */
export function eventLabel(event: TimelineEvent | undefined, kind: string): string {
  if (event === undefined) return kindWords[kind] ?? `an event (${kind})`;
  const words = quotedWords(event.label);
  if (event.label === event.kind) return words;
  if (event.kind.startsWith('medication-') && isPlainMedicineLabel(event.label, event.medication))
    return words;
  return `“${words}”`;
}

export function isOfCycle(kind: string): boolean {
  return kind.startsWith('cycle-');
}

/** What stands before a change, the nearest first, medications before the rest. */
export function precedingEvents(finding: Finding, start: string, scene: Scene): Preceding[] {
  const byId = new Map(scene.timeline.map((event) => [event.id, event]));
  const events = finding.events.flatMap(({ id, kind, day: eventDay }): Preceding[] => {
    // The cycle comes round by itself: it is told beside a change, not as what came before it.
    if (isOfCycle(kind) || !isDay(eventDay) || !isDay(start) || eventDay > start) return [];
    return [
      {
        id,
        kind,
        day: eventDay,
        daysBefore: daysBetween(eventDay, start),
        label: eventLabel(byId.get(id), kind),
        isMedication: kind.startsWith('medication-'),
      },
    ];
  });
  return events.sort(
    (left, right) =>
      Number(right.isMedication) - Number(left.isMedication) || left.daysBefore - right.daysBefore,
  );
}

/** ", 4 days after Lisinopril dose changed (20 mg) on 3 March": a place in time and nothing more. */
export function afterEvent(finding: Finding, start: string, scene: Scene): string {
  const [event] = precedingEvents(finding, start, scene);
  if (event === undefined || event.daysBefore > 2 * MEDICATION_WINDOW_DAYS) return '';
  const when = event.daysBefore === 0 ? 'on the day of' : `${count(event.daysBefore, 'day')} after`;
  return `, ${when} ${event.label} on ${day(event.day, scene.asOf)}`;
}

export function followsMedication(finding: Finding): boolean {
  if (finding.kind === 'event-effect') return finding.event.kind.startsWith('medication-');
  return finding.events.some(
    ({ kind, daysBefore }) =>
      kind.startsWith('medication-') && daysBefore >= 0 && daysBefore <= MEDICATION_WINDOW_DAYS,
  );
}
