import { z } from 'zod';
import { agentIds } from '../../domain/agent-id.ts';
import { coverageSchema, findingSchema } from '../../domain/finding.ts';
import { evidenceEntrySchema } from '../../domain/knowledge.ts';
import { lifeEventKinds, medicationActions } from '../../domain/profile.ts';
import { recommendationKinds } from '../../domain/recommendation.ts';
import { talkingPointSchema } from '../../domain/talking-point.ts';
import { count, day, findingIds, metric, slugs, words } from './fields.ts';
import { pageRecordSchema } from './record-schema.ts';

const appointment = z.strictObject({
  day,
  time: z.string().optional().describe('HH:MM.'),
  clinician: words,
  specialty: words.optional(),
  daysAway: z.int().describe('From the day the page is as of.'),
});

const facts = z
  .strictObject({
    changed: words,
    since: words.optional(),
    against: words.optional().describe('What speaks against it.'),
    before: words.optional().describe('What came before it: a place in time, no cause.'),
    sure: words,
  })
  .describe('What the point stands on, in words of code alone.');

const point = talkingPointSchema
  .extend({
    id: z.string(),
    agents: z.array(z.enum(agentIds)).describe('The specialists who speak.'),
    section: z.enum(['what-changed', 'patterns', 'new', 'urgent']),
    standing: z.enum(['new', 'known', 'kept']).optional().describe('Whether it was there at the last visit.'),
    plain: words.optional().describe('The same for the patient, in short words.'),
    facts: facts.optional(),
  })
  .strict()
  .describe('One thing to raise. `claims` are ids of findings, `citations` ids of evidence.');

const chart = z
  .strictObject({
    metric,
    label: words,
    unit: words,
    start: day,
    values: z.array(z.number().nullable()).describe('One a day from `start`; null where there is none.'),
    band: z
      .strictObject({ low: z.number(), median: z.number(), high: z.number() })
      .optional()
      .describe('The person’s own middle 80 %.'),
  })
  .describe('A strip of daily values.');

const timelineKinds = [
  ...medicationActions.map((action) => `medication-${action}` as const),
  ...lifeEventKinds,
  'agreed',
] as const;
const timelineEvent = z.strictObject({
  id: z.string(),
  kind: z.enum(timelineKinds),
  day,
  label: words,
  medication: words.exactOptional(),
  watch: slugs.exactOptional().describe('What a change that was agreed was meant for.'),
});

const usage = z
  .strictObject({
    models: z.array(z.string()),
    inputTokens: count,
    outputTokens: count,
    cachedInputTokens: count.optional(),
    cost: z.number().optional(),
    rejected: count.describe('Sentences that were not let through.'),
    fallbacks: z.array(z.enum(['ceiling', 'no-answer', 'not-let-through'])).optional(),
  })
  .describe('What the wording took; absent where no model was asked.');

const followUp = z.strictObject({
  id: z.string(),
  what: words.describe('The change, in the person’s words.'),
  day,
  clinician: words,
  metric,
  verdict: z.enum(['better', 'worse', 'changed', 'not-seen', 'too-early']),
  text: words,
  claims: findingIds,
});

const recommendation = z.strictObject({
  kind: z.enum(recommendationKinds),
  message: words,
  confidence: z.number().min(0).max(1).describe('How much of what it rests on was there.'),
  keyFactors: z.array(z.strictObject({ text: words, claims: findingIds })),
});

const loggedFlag = z.strictObject({
  day,
  urgency: z.enum(['emergency', 'same-day', 'mention']),
  message: words.describe('The words of the rule.'),
  seen: words.describe('What met it.'),
  isChangedSince: z.literal(true).exactOptional(),
});

export const pageSchema = z
  .strictObject({
    schema: z.literal('rounds.page/1'),
    person: words.describe('The name the person goes by here.'),
    asOf: day.describe('Nothing later than this day is in it.'),
    window: z.strictObject({ from: day, to: day }),
    timezone: z.string(),
    appointment: appointment.optional(),
    coverage: coverageSchema.describe(
      'How much of the window can be used; not sufficient: only what is urgent is told.',
    ),
    questions: z.array(words).describe('The person’s own.'),
    points: z.array(point),
    leftOut: z.array(z.strictObject({ summary: words, reason: words })),
    silent: z
      .array(z.strictObject({ agent: z.enum(agentIds), reason: words }))
      .describe('Specialists who should have spoken and could not.'),
    charts: z.array(chart),
    timeline: z.array(timelineEvent),
    notSeen: z.array(words).describe('What was looked for and not seen, and how small it could have been.'),
    findings: z.array(findingSchema).describe('All that was found, told by a point or not.'),
    customMetrics: z
      .array(z.strictObject({ slug: metric, label: words, unit: words, decimals: count }))
      .optional(),
    evidence: z.array(evidenceEntrySchema).describe('What points cite.'),
    wording: z.enum(['rule-based', 'model', 'mixed']),
    usage: usage.optional(),
    emergencyNumber: z.string().optional(),
    redFlagLog: z.array(loggedFlag).optional().describe('What was raised within the window, by day.'),
    recommendation: recommendation.optional(),
    withoutRecommendation: words.optional().describe('Why there is none.'),
    followUps: z
      .array(followUp)
      .optional()
      .describe('What was agreed at visits, and whether the numbers moved.'),
    untold: z
      .strictObject({ day, clinician: words })
      .optional()
      .describe('An appointment that has passed without a word of it.'),
    record: pageRecordSchema.optional(),
    version: z.string().describe('Of rounds.'),
    dataHash: z.string().describe('Of the data the findings were made of.'),
  })
  .describe('The page of one round.');
