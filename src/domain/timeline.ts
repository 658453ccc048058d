import { addDays, type Day } from '../shared/day.ts';
import { stableId } from '../shared/ids.ts';
import type { LifeEvent, MedicationEvent, Profile, Visit } from './profile.ts';

/** Everything in a profile that happened on a known day and could stand beside a change in the numbers. */
export interface TimelineEvent {
  readonly id: string;
  readonly kind: `medication-${MedicationEvent['action']}` | LifeEvent['kind'] | 'agreed';
  readonly day: Day;
  /** "Lisinopril dose changed to 20 mg": for the page, built from the profile alone. */
  readonly label: string;
  readonly medication?: string;
  /** What a change that was agreed at a visit was meant for: named before anybody looks. */
  readonly watch?: readonly string[];
}

export type AgreedChange = Visit['agreed'][number];

const medicationWords: Record<MedicationEvent['action'], string> = {
  start: 'started',
  dose: 'dose changed',
  timing: 'timing changed',
  stop: 'stopped',
};

export function timelineOf(profile: Profile): TimelineEvent[] {
  const agreed = profile.visits.flatMap((visit) => visit.agreed);
  const medications = profile.medications.flatMap((medication) =>
    medication.events.map((event): TimelineEvent => {
      const watch = agreed
        .filter((change) => isOf(change, medication.name, event))
        .flatMap((change) => change.watch);
      return { ...medicationEvent(medication.name, event), ...(watch.length === 0 ? {} : { watch }) };
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
  const changes = agreed
    .filter((change) => medicationEventOf(profile, change) === undefined)
    .map(agreedEvent);
  return [...medications, ...life, ...changes].sort((left, right) =>
    left.day < right.day ? -1 : left.day > right.day ? 1 : 0,
  );
}

/** The event by which a change that was agreed stands on the timeline: that of the medicine, where it is about one. */
export function eventOfChange(profile: Profile, change: AgreedChange): TimelineEvent {
  return medicationEventOf(profile, change) ?? agreedEvent(change);
}

function medicationEvent(name: string, event: MedicationEvent): TimelineEvent {
  const detail = [event.dose, event.time].filter((part) => part !== undefined).join(' at ');
  return {
    id: stableId('event', ['medication', name, event.day, event.action]),
    kind: `medication-${event.action}`,
    day: event.day,
    label: `${name} ${medicationWords[event.action]}${detail === '' ? '' : ` (${detail})`}`,
    medication: name,
  };
}

const LONGEST_LABEL = 140;

/** In the person's own words, on one line and no longer than a line is read. */
function agreedEvent({ day, what, watch }: AgreedChange): TimelineEvent {
  const words = what.replaceAll(/\s+/g, ' ').trim();
  const label = words.length > LONGEST_LABEL ? `${words.slice(0, LONGEST_LABEL - 1).trimEnd()}…` : words;
  return {
    id: stableId('event', ['agreed', day, what]),
    kind: 'agreed',
    day,
    label,
    ...(watch.length === 0 ? {} : { watch }),
  };
}

/** The medicine was changed as it was agreed, and stands in its own list: told twice it would be two changes. */
function medicationEventOf(profile: Profile, change: AgreedChange): TimelineEvent | undefined {
  const [first] = profile.medications.flatMap(({ name, events }) =>
    events.filter((event) => isOf(change, name, event)).map((event) => medicationEvent(name, event)),
  );
  return first;
}

/** It names the medicine, which was changed on the same or the next day. */
function isOf(change: AgreedChange, medication: string, { day }: MedicationEvent): boolean {
  const isThen = day === change.day || day === addDays(change.day, 1);
  const words = ` ${change.what.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const name = medication
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return isThen && name !== '' && words.includes(` ${name} `);
}
