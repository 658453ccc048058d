import { z } from 'zod';
import { isDay } from '../../shared/day.ts';

/**
 * What can be asked of a person's records: nothing else can, however a question is put. A model fills in these shapes, so
 * they keep to what every provider's constrained decoding knows: no optional fields, unions told apart by `kind`.
 */
const daySchema = z.string().refine(isDay, 'is not a day; write YYYY-MM-DD');
const name = z.string().trim().min(1).max(80);
const metric = name;

export const namedPeriods = [
  'last-night',
  'today',
  'yesterday',
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  'this-year',
  'last-year',
] as const;
export const MOST_DAYS = 400;

export const periodSchema = z.union([
  z.strictObject({ kind: z.literal('named'), name: z.enum(namedPeriods) }),
  z.strictObject({ kind: z.literal('last'), days: z.int().min(1).max(MOST_DAYS) }),
  z.strictObject({ kind: z.literal('month'), month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
  z.strictObject({ kind: z.literal('days'), from: daySchema, to: daySchema }),
  z.strictObject({ kind: z.literal('since'), from: daySchema }),
  /** An event of the profile, in the words of the question. */
  z.strictObject({ kind: z.literal('since-event'), event: name }),
]);

export const topics = ['sleep', 'heart', 'activity', 'recovery', 'wellbeing', 'all'] as const;
export const extremes = ['best', 'worst', 'highest', 'lowest'] as const;
export const comparators = ['<', '<=', '>', '>='] as const;

export const querySchema = z.union([
  z.strictObject({ kind: z.literal('summary'), topic: z.enum(topics), period: periodSchema }),
  z.strictObject({ kind: z.literal('level'), metric, period: periodSchema }),
  z.strictObject({
    kind: z.literal('compare'),
    metric,
    period: periodSchema,
    /** Null: the person's own usual range. */
    against: periodSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('extreme'), metric, period: periodSchema, which: z.enum(extremes) }),
  z.strictObject({
    kind: z.literal('count'),
    metric,
    comparator: z.enum(comparators),
    /** In the metric's own unit; a bedtime in minutes from midnight, below 0 before it. */
    threshold: z.number(),
    period: periodSchema,
  }),
  z.strictObject({ kind: z.literal('trend'), metric, period: periodSchema }),
  /** Of no metric: whatever was found. */
  z.strictObject({ kind: z.literal('findings'), metrics: z.array(metric).max(12) }),
  z.strictObject({ kind: z.literal('event'), event: name.nullable(), metrics: z.array(metric).max(12) }),
  z.strictObject({ kind: z.literal('labs'), analyte: name.nullable() }),
  z.strictObject({ kind: z.literal('medications') }),
  z.strictObject({ kind: z.literal('appointment') }),
  z.strictObject({ kind: z.literal('check-ins'), period: periodSchema }),
  z.strictObject({ kind: z.literal('page') }),
  z.strictObject({ kind: z.literal('coverage'), period: periodSchema }),
]);

export type Period = z.infer<typeof periodSchema>;
export type Query = z.infer<typeof querySchema>;
export type QueryOf<Kind extends Query['kind']> = Extract<Query, { kind: Kind }>;
export type Topic = (typeof topics)[number];
export type Extreme = (typeof extremes)[number];
export type Comparator = (typeof comparators)[number];
