import { z } from 'zod';
import { type Day, isDay, isTimeZone } from '../shared/day.ts';
import { clockMetrics, findMetric, getMetric, isPlausible } from './metric.ts';

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

const sinceSchema = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'is not a year, a month or a day; write 2019, 2019-03 or 2019-03-07');

export const conditionSchema = z.strictObject({ name: text, since: sinceSchema.optional() });
export const allergySchema = z.strictObject({
  name: text,
  reaction: text.optional(),
  since: sinceSchema.optional(),
});
export const medicationSchema = z.strictObject({
  name: text,
  asNeeded: z.boolean().optional(),
  events: z.array(medicationEventSchema).default([]),
});
/** The log of doses: what became of one dose, not how the medicine is meant to be taken. */
export const doseTakenSchema = z.strictObject({
  day: daySchema,
  medication: text,
  taken: z.enum(['taken', 'missed', 'late', 'extra']),
  time: timeSchema.optional(),
  label: z.string().max(500).optional(),
});
export const comparators = ['<', '<=', '>', '>='] as const;
export const labSchema = z.strictObject({
  day: daySchema,
  time: timeSchema.optional(),
  analyte: text,
  value: z.number(),
  /** "<0.01" is no number: such a result is kept and told, and never compared. */
  comparator: z.enum(comparators).optional(),
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
export const cycleKinds = [
  'period-start',
  'period-end',
  'ovulation',
  'perimenopause',
  'menopause',
  'pregnancy-start',
  'pregnancy-end',
  'hormones-start',
  'hormones-stop',
] as const;
export const cycleEntrySchema = z.strictObject({
  day: daySchema,
  kind: z.enum(cycleKinds),
  label: z.string().max(500).optional(),
});
export const noteSchema = z.strictObject({ day: daySchema, author: z.string().default(''), text });

/** What came of a visit, as the person tells it afterwards. It closes points or keeps them, and begins what is followed up. */
export const visitSchema = z.strictObject({
  day: daySchema,
  clinician: text,
  said: text.optional(),
  /** Each change that was agreed, from the day it holds; `watch` are the metrics it was meant for. */
  agreed: z
    .array(z.strictObject({ day: daySchema, what: text, watch: z.array(text).default([]) }))
    .default([]),
  /** What became of the points that were taken along; a point is known by its topics (`topicOf`), not by its words. */
  points: z
    .array(
      z.strictObject({
        topics: z.array(text).min(1),
        outcome: z.enum(['closed', 'kept']),
        useful: z.boolean().optional(),
      }),
    )
    .default([]),
});

/** What the person wants to come to: a metric at or beyond a value, by a day. Set by the person, never by rounds. */
export const goalSchema = z
  .strictObject({
    /** The day it was set. */
    day: daySchema,
    metric: z
      .string()
      .refine((slug) => findMetric(slug) !== undefined, 'is not a metric; "rounds days" shows their names')
      .refine((slug) => !clockMetrics.has(slug), 'is a time of day, for which no goal can be set'),
    comparator: z.enum(['>=', '<=']),
    target: z.number(),
    by: daySchema,
  })
  .refine(({ metric, target }) => isPlausible(getMetric(metric), target), {
    path: ['target'],
    error: 'is not a value this metric can have',
    when: ({ issues }) => issues.length === 0,
  })
  .refine(({ day, by }) => by > day, { path: ['by'], error: 'is not after the day the goal was set' });

export const timezoneSchema = z
  .string()
  .refine(isTimeZone, 'is not a time zone; write an IANA name such as Europe/London');
/** Where the person lives decides which number is called in an emergency. */
export const countrySchema = z
  .string()
  .regex(/^[A-Z]{2}$/, 'is not a country code of two capital letters; write GB, US or DE');
export const birthYearSchema = z.int().min(1880).max(2100);
/** As somebody chooses to be named on what is taken along; on one line, since it heads a page. */
export const personNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'is not one line');

/** The parts of a profile of which there is one, each kept (and sealed) on its own. */
export const profileSingleSchemas = {
  'birth-year': birthYearSchema,
  country: countrySchema,
  name: personNameSchema,
  'prepared-by': personNameSchema,
} as const;
export type ProfileSingleKind = keyof typeof profileSingleSchemas;
export const profileSingleKinds = Object.keys(profileSingleSchemas) as ProfileSingleKind[];

/** The parts of a profile that are lists of entries, each kept (and sealed) on its own. */
export const profileEntrySchemas = {
  condition: conditionSchema,
  allergy: allergySchema,
  medication: medicationSchema,
  adherence: doseTakenSchema,
  lab: labSchema,
  appointment: appointmentSchema,
  event: lifeEventSchema,
  cycle: cycleEntrySchema,
  note: noteSchema,
  visit: visitSchema,
  goal: goalSchema,
} as const;
export type ProfileEntryKind = keyof typeof profileEntrySchemas;
export const profileEntryKinds = Object.keys(profileEntrySchemas) as ProfileEntryKind[];

export type Condition = z.infer<typeof conditionSchema>;
export type Allergy = z.infer<typeof allergySchema>;
export type Medication = z.infer<typeof medicationSchema>;
export type MedicationEvent = Medication['events'][number];
export type DoseTaken = z.infer<typeof doseTakenSchema>;
export type Lab = z.infer<typeof labSchema>;
export type Appointment = z.infer<typeof appointmentSchema>;
export type LifeEvent = z.infer<typeof lifeEventSchema>;
export type CycleEntry = z.infer<typeof cycleEntrySchema>;
export type Note = z.infer<typeof noteSchema>;
export type Visit = z.infer<typeof visitSchema>;
export type Goal = z.infer<typeof goalSchema>;

export interface Profile {
  readonly birthYear?: number;
  readonly country?: string;
  /** As the person chooses to be named on what is taken along. */
  readonly displayName?: string;
  /** Who puts the record together, where it is not the person alone. */
  readonly preparedBy?: string;
  readonly conditions: readonly Condition[];
  readonly allergies: readonly Allergy[];
  readonly medications: readonly Medication[];
  readonly adherence: readonly DoseTaken[];
  readonly labs: readonly Lab[];
  readonly appointments: readonly Appointment[];
  readonly events: readonly LifeEvent[];
  readonly cycle: readonly CycleEntry[];
  readonly notes: readonly Note[];
  readonly visits: readonly Visit[];
  readonly goals: readonly Goal[];
}

/** Where what there is one of stands, in a profile as in `profile.json`. */
export const profileSingles = {
  'birth-year': 'birthYear',
  country: 'country',
  name: 'displayName',
  'prepared-by': 'preparedBy',
} as const satisfies Record<ProfileSingleKind, keyof Profile>;

/** Where the entries of a kind stand, in a profile as in `profile.json`. */
export const profileLists = {
  condition: 'conditions',
  allergy: 'allergies',
  medication: 'medications',
  adherence: 'adherence',
  lab: 'labs',
  appointment: 'appointments',
  event: 'events',
  cycle: 'cycle',
  note: 'notes',
  visit: 'visits',
  goal: 'goals',
} as const satisfies Record<ProfileEntryKind, keyof Profile>;

export const emptyProfile: Profile = {
  conditions: [],
  allergies: [],
  medications: [],
  adherence: [],
  labs: [],
  appointments: [],
  events: [],
  cycle: [],
  notes: [],
  visits: [],
  goals: [],
};
