import { type Medication, medicationSchema } from '../../domain/profile.ts';
import type { Day } from '../../shared/day.ts';
import { addDays } from '../../shared/day.ts';
import { describeIssues } from '../files/issue.ts';
import { readConcept, wordsOf } from './concept.ts';
import { dayAt } from './dates.ts';
import { ownStretch } from './own-medications.ts';
import type { Fault, ReadResource } from './read-resource.ts';
import type { Resource, Resources } from './resources.ts';
import { type Json, objectAt, objectsAt, textAt } from './values.ts';

const taken = new Set(['active', 'completed', 'stopped']);
const ended = new Set(['completed', 'stopped']);
const onlyThoughtOf = new Set(['proposal', 'plan', 'option']);

/**
 * A medicine the person takes or took. Its start is where the resource gives a period: the day of a prescription is
 * often that of a refill, and a refill must not stand in the timeline as a beginning.
 */
export function readMedication(resource: Resource, resources: Resources): ReadResource {
  const { body } = resource;
  const status = textAt(body, 'status') ?? '';
  const name = nameOf(resource, resources);
  const isPlan = onlyThoughtOf.has(textAt(body, 'intent') ?? '') || body.doNotPerform === true;
  if (name === undefined || isPlan || !taken.has(status)) return { entries: [], faults: [] };
  const dosage = [...objectsAt(body, 'dosage'), ...objectsAt(body, 'dosageInstruction')][0] ?? {};
  const { events, faults } = eventsOf(body, dosage);
  // It is over, but since when is not said: told without an end it would pass for a medicine that is taken.
  if (ended.has(status) && !events.some(({ action }) => action === 'stop')) return { entries: [], faults };
  const asNeeded =
    dosage.asNeededBoolean === true || objectAt(dosage, 'asNeededCodeableConcept') !== undefined;
  const parsed = medicationSchema.safeParse({ name, ...(asNeeded ? { asNeeded } : {}), events });
  return parsed.success
    ? { entries: [{ kind: 'medication', value: parsed.data }], faults, ...isOwn(body) }
    : { entries: [], faults: describeIssues(parsed.error, '') };
}

function nameOf(resource: Resource, resources: Resources): string | undefined {
  const { body } = resource;
  const said = wordsOf(readConcept(objectAt(body, 'medicationCodeableConcept')));
  if (said !== undefined) return said;
  const reference = objectAt(body, 'medicationReference');
  const medication = resources.find(reference, resource);
  const words = medication && wordsOf(readConcept(objectAt(medication.body, 'code')));
  return words ?? (reference && textAt(reference, 'display'));
}

function eventsOf(body: Json, dosage: Json): { events: Medication['events']; faults: Fault[] } {
  const bounds = objectAt(objectAt(objectAt(dosage, 'timing') ?? {}, 'repeat') ?? {}, 'boundsPeriod');
  const [field, period] = objectAt(body, 'effectivePeriod')
    ? ['effectivePeriod', objectAt(body, 'effectivePeriod')]
    : ['boundsPeriod', bounds];
  const events: Medication['events'] = [];
  const faults: Fault[] = [];
  const own = ownStretch(body);
  const said = own ?? asDose(doseOf(dosage));
  for (const [end, action] of [
    ['start', 'start'],
    ['end', 'stop'],
  ] as const) {
    const written = dayAt(period, end);
    if (written === undefined) continue;
    if ('reason' in written) faults.push({ field: `${field}.${end}`, reason: written.reason });
    else if (action === 'start') events.push({ day: written.day, action, ...said });
    // Ours ends with its last day; a stop is the first day without.
    else events.push({ day: own === undefined ? written.day : addDays(written.day, 1), action });
  }
  return { events, faults };
}

function isOwn(body: Json): Pick<ReadResource, 'isOwnStretch'> {
  return ownStretch(body) === undefined ? {} : { isOwnStretch: true };
}

function asDose(dose: string | undefined): { dose?: string } {
  return dose === undefined ? {} : { dose };
}

/** "20 mg"; instructions in words are not taken for a dose. */
function doseOf(dosage: Json): string | undefined {
  const quantity = objectAt(objectsAt(dosage, 'doseAndRate')[0] ?? {}, 'doseQuantity') ?? {};
  const { value } = quantity;
  const unit = textAt(quantity, 'unit') ?? textAt(quantity, 'code');
  return typeof value === 'number' && Number.isFinite(value) && unit !== undefined
    ? `${value} ${unit}`
    : undefined;
}

/**
 * One medicine may stand in many resources, one for each prescription: it began with the first and ends with the last.
 * A beginning that one of them does not tell is not known, and of several doses it is not known which follows which.
 */
export function mergeMedications(all: readonly Medication[]): Medication[] {
  return byName(all).map(mergeOne);
}

export function byName(all: readonly Medication[]): Medication[][] {
  const named = new Map<string, Medication[]>();
  for (const one of all) {
    const key = one.name.toLowerCase();
    const same = named.get(key);
    if (same === undefined) named.set(key, [one]);
    else same.push(one);
  }
  return [...named.values()];
}

function mergeOne(same: readonly Medication[]): Medication {
  const [first, ...others] = same as readonly [Medication, ...Medication[]];
  if (others.length === 0) return first;
  const start = endOf(same, 'start')[0];
  const stop = endOf(same, 'stop').at(-1);
  const doses = new Set(same.flatMap(({ events }) => events.flatMap(({ dose }) => dose ?? [])));
  const [dose] = doses.size === 1 ? doses : [];
  return {
    name: first.name,
    ...(same.every(({ asNeeded }) => asNeeded === true) ? { asNeeded: true } : {}),
    events: [
      ...(start === undefined ? [] : [{ day: start, action: 'start' as const, ...(dose ? { dose } : {}) }]),
      ...(stop === undefined ? [] : [{ day: stop, action: 'stop' as const }]),
    ],
  };
}

/** The days of that end of each, in their order; empty when one of them has none. */
function endOf(same: readonly Medication[], action: 'start' | 'stop'): Day[] {
  const days = same.map(({ events }) => events.find((event) => event.action === action)?.day);
  return days.includes(undefined) ? [] : days.filter((day) => day !== undefined).sort();
}
