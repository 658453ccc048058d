import type { Day } from '../shared/day.ts';
import { stableId } from '../shared/ids.ts';
import type { LifeEvent, MedicationEvent, Profile } from './profile.ts';

/** Everything in a profile that happened on a known day and could stand beside a change in the numbers. */
export interface TimelineEvent {
  readonly id: string;
  readonly kind: `medication-${MedicationEvent['action']}` | LifeEvent['kind'];
  readonly day: Day;
  /** "Lisinopril dose changed to 20 mg": for the page, built from the profile alone. */
  readonly label: string;
  readonly medication?: string;
}

const medicationWords: Record<MedicationEvent['action'], string> = {
  start: 'started',
  dose: 'dose changed',
  timing: 'timing changed',
  stop: 'stopped',
};

export function timelineOf(profile: Profile): TimelineEvent[] {
  const medications = profile.medications.flatMap((medication) =>
    medication.events.map((event): TimelineEvent => {
      const detail = [event.dose, event.time].filter((part) => part !== undefined).join(' at ');
      return {
        id: stableId('event', ['medication', medication.name, event.day, event.action]),
        kind: `medication-${event.action}`,
        day: event.day,
        label: `${medication.name} ${medicationWords[event.action]}${detail === '' ? '' : ` (${detail})`}`,
        medication: medication.name,
      };
    }),
  );
  const life = profile.events.map(
    (event): TimelineEvent => ({
      id: stableId('event', [event.kind, event.day, event.label]),
      kind: event.kind,
      day: event.day,
      label: event.label === '' ? event.kind : event.label,
    }),
  );
  return [...medications, ...life].sort((left, right) =>
    left.day < right.day ? -1 : left.day > right.day ? 1 : 0,
  );
}
