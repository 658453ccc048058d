import { z } from 'zod';
import { reporters } from '../../domain/check-in.ts';
import { allergySchema, conditionSchema, goalSchema, labSchema } from '../../domain/profile.ts';
import { count, day, metric, words } from './fields.ts';

const usualRange = z
  .strictObject({
    metric,
    low: z.number().describe('Tenth percentile.'),
    median: z.number(),
    high: z.number().describe('Ninetieth percentile.'),
    values: count.describe('How many values it rests on.'),
  })
  .describe('The person’s own middle 80 %.');

const dosePeriod = z.strictObject({
  from: day,
  to: day.optional().describe('The day it was changed or stopped; absent while it lasts.'),
  dose: words.exactOptional(),
  time: z.string().exactOptional().describe('HH:MM.'),
});

const medicine = z.strictObject({
  name: words,
  asNeeded: z.boolean(),
  periods: z.array(dosePeriod).describe('Those that reach into the window, oldest first.'),
  since: day.optional().describe('When it was first taken.'),
  doses: z
    .strictObject({ taken: count, missed: count, late: count })
    .optional()
    .describe('Of the log of doses within the window.'),
});

const score = z.strictObject({
  metric,
  median: z.number().describe('Of the last 14 days.'),
  days: count,
  usual: usualRange.optional().describe('Of the days before.'),
});

const toldSymptom = z.strictObject({
  text: words,
  days: count,
  first: day,
  last: day,
  reporters: z.array(z.enum(reporters)),
});

const lab = labSchema
  .extend({
    range: z.enum(['low', 'within', 'high']).optional().describe('Against the range of the laboratory.'),
    previous: labSchema
      .pick({ day: true, value: true })
      .optional()
      .describe('The one before, of the same analyte in the same unit.'),
  })
  .describe('A laboratory result in the unit it came in.');

const level = z.strictObject({
  median: z.number(),
  values: count,
  meeting: count.describe('How many of the values meet the target by themselves.'),
});
const goalProgress = z.strictObject({
  goal: goalSchema,
  verdict: z.enum(['reached', 'nearing', 'no-trend', 'moving-away', 'not-reached', 'not-enough-data']),
  now: level.optional().describe('Of the last 28 days, or once its day has passed of the 28 days to that.'),
  before: level.optional().describe('Of the 28 days before the goal was set.'),
  trend: z
    .strictObject({ perWeek: z.number(), interval: z.tuple([z.number(), z.number()]), from: day })
    .optional()
    .describe('Only where a test shows one.'),
  text: words,
});

export const pageRecordSchema = z
  .strictObject({
    name: words.optional().describe('As the person chose to be named.'),
    preparedBy: words.optional(),
    checkInDays: z
      .array(z.strictObject({ reporter: z.enum(reporters), days: count }))
      .describe('On how many days of the window each answered.'),
    changes: z
      .array(z.strictObject({ day, kind: z.enum(['device', 'timezone']), label: words }))
      .describe('Another ring or time zone within the window.'),
    usual: z.array(usualRange),
    conditions: z.array(conditionSchema),
    allergies: z.array(allergySchema),
    medicines: z.array(medicine),
    symptoms: z.strictObject({
      scores: z.array(score),
      told: z.array(toldSymptom).describe('What was written on mornings, most days first.'),
    }),
    labs: z.array(lab),
    goals: z.array(goalProgress),
  })
  .describe('What stands in the record beside the findings: counted and ordered, judged by no test.');
