import { z } from 'zod';
import { type Day, isDay, isTimeZone } from '../shared/day.ts';

/** `profile.json` as a person or an integrator writes it. Unknown fields are refused by name: a typo must not vanish. */
export const daySchema = z
  .string()
  .refine(isDay, 'is not a day; write YYYY-MM-DD')
  .transform((text) => text as Day);
const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time; write HH:MM');
const text = z.string().trim().min(1).max(10_000);

export const medicationActions = ['start', 'dose', 'timing', 'stop'] as const;

const medicationEventSchema = z.strictObject({
  day: daySchema,
  action: z.enum(medicationActions),
  dose: text.optional(),
  time: timeSchema.optional(),
});

export const conditionSchema = z.strictObject({
  name: text,
  since: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'is not a year, a month or a day; write 2019, 2019-03 or 2019-03-07')
    .optional(),
});
export const medicationSchema = z.strictObject({
  name: text,
  events: z.array(medicationEventSchema).default([]),
});
export const labSchema = z.strictObject({
  day: daySchema,
  analyte: text,
  value: z.number(),
  unit: z.string(),
  low: z.number().nullish(),
  high: z.number().nullish(),
});
export const appointmentSchema = z.strictObject({
  day: daySchema,
  time: timeSchema.optional(),
  clinician: text,
  specialty: text.optional(),
  questions: z.array(text).default([]),
});
export const lifeEventKinds = ['illness', 'travel', 'device', 'other'] as const;
export const lifeEventSchema = z.strictObject({
  day: daySchema,
  kind: z.enum(lifeEventKinds),
  label: z.string().max(500).default(''),
});
export const noteSchema = z.strictObject({ day: daySchema, author: z.string().default(''), text });

export const timezoneSchema = z
  .string()
  .refine(isTimeZone, 'is not a time zone; write an IANA name such as Europe/London');
export const birthYearSchema = z.int().min(1880).max(2100);

/** The parts of a profile that are lists of entries, each kept (and sealed) on its own. */
export const profileEntrySchemas = {
  condition: conditionSchema,
  medication: medicationSchema,
  lab: labSchema,
  appointment: appointmentSchema,
  event: lifeEventSchema,
  note: noteSchema,
} as const;
export type ProfileEntryKind = keyof typeof profileEntrySchemas;

export type Condition = z.infer<typeof conditionSchema>;
export type Medication = z.infer<typeof medicationSchema>;
export type MedicationEvent = Medication['events'][number];
export type Lab = z.infer<typeof labSchema>;
export type Appointment = z.infer<typeof appointmentSchema>;
export type LifeEvent = z.infer<typeof lifeEventSchema>;
export type Note = z.infer<typeof noteSchema>;

export interface Profile {
  readonly birthYear?: number;
  readonly conditions: readonly Condition[];
  readonly medications: readonly Medication[];
  readonly labs: readonly Lab[];
  readonly appointments: readonly Appointment[];
  readonly events: readonly LifeEvent[];
  readonly notes: readonly Note[];
}

export const emptyProfile: Profile = {
  conditions: [],
  medications: [],
  labs: [],
  appointments: [],
  events: [],
  notes: [],
};

/** The profile as it stood on the morning of a day: what happened later is not in it; coming appointments are. */
export function profileAsOf(profile: Profile, asOf: Day): Profile {
  const known = <Entry extends { readonly day: Day }>(entries: readonly Entry[]): Entry[] =>
    entries.filter((entry) => entry.day <= asOf);
  return {
    ...profile,
    medications: profile.medications
      .filter(({ events }) => events.length === 0 || events.some((event) => event.day <= asOf))
      .map((medication) => ({ ...medication, events: known(medication.events) })),
    labs: known(profile.labs),
    events: known(profile.events),
    notes: known(profile.notes),
    conditions: profile.conditions.filter(({ since }) => since === undefined || since <= asOf),
  };
}

/** The next appointment on or after the day. */
export function nextAppointment(profile: Profile, asOf: Day): Appointment | undefined {
  return [...profile.appointments]
    .filter((appointment) => appointment.day >= asOf)
    .sort((left, right) =>
      `${left.day} ${left.time ?? ''}`.localeCompare(`${right.day} ${right.time ?? ''}`),
    )[0];
}
