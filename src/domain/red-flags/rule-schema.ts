import { z } from 'zod';
import { agentIds } from '../agent-id.ts';

/** Names of symptoms; what people write for each stands in the `symptoms` of one of the rules. */
const symptoms = z.array(z.string().min(1)).min(1);
const names = z.array(z.string().min(1)).min(1);

/** Medicines by class, by names that the list of medicines does not have, and by what a class is called. */
const medicine = { medicationClass: names, medicationNames: names.optional() };

const symptomTrigger = z.strictObject({
  words: symptoms,
  /** Signs that tell nothing by themselves: one of the first beside one of the second. */
  together: z
    .array(z.tuple([symptoms, symptoms]))
    .min(1)
    .optional(),
  withAny: symptoms.optional(),
  withoutAny: symptoms.optional(),
});

const pressureTrigger = z.strictObject({
  metric: z.literal('bloodPressure'),
  systolicAtLeast: z.int(),
  diastolicAtLeast: z.int(),
  combine: z.literal('either'),
  withAny: symptoms.optional(),
  withoutAny: symptoms.optional(),
  repeatAfterMinutes: z.int().optional(),
});

const oximeterTrigger = z.strictObject({
  metric: z.literal('spo2'),
  source: z.string(),
  atMost: z.number().optional(),
  between: z.tuple([z.number(), z.number()]).optional(),
});

const fastPulseTrigger = z.strictObject({
  metric: z.literal('restingHeartRate'),
  context: z.string(),
  above: z.number(),
  sustained: z.literal(true),
  withAny: symptoms,
});

const ringOxygenTrigger = z.strictObject({
  metric: z.literal('spo2'),
  source: z.string(),
  note: z.string(),
  /** A night's average under this, so many nights within what is screened, needs no sign beside it. */
  nightsBelow: z.strictObject({ percent: z.number(), nights: z.int().positive() }),
  /** Signs that tell by themselves; of `withAny` it takes two, or one beside a low night. */
  words: symptoms,
  withAny: symptoms,
});

const slowPulseTrigger = z.strictObject({
  metric: z.literal('restingHeartRate'),
  context: z.string(),
  below: z.number(),
  ...medicine,
  withAny: symptoms,
});

const common = {
  id: z.string().min(1),
  message: z.string().min(1),
  urgency: z.enum(['emergency', 'same-day', 'mention']),
  source: z.object({ organisation: z.string(), title: z.string(), url: z.string() }),
  /** Who is to speak of it. */
  agents: z.array(z.enum(agentIds)).min(1),
  /** Words that stand for one another, by name; a pattern of any rule may name them as `<name>`. */
  slots: z.record(z.string(), names).optional(),
  /** What people write for a symptom, by its name; any rule may name the symptom. */
  symptoms: z.record(z.string(), names).optional(),
  /** Phrases that only look like a symptom. */
  idioms: names.optional(),
};

export const redFlagSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('symptom'), ...common, trigger: symptomTrigger }),
  z.object({
    kind: z.literal('measurement'),
    ...common,
    trigger: z.discriminatedUnion('metric', [pressureTrigger, oximeterTrigger, fastPulseTrigger]),
  }),
  z.object({ kind: z.literal('measurement+symptom'), ...common, trigger: ringOxygenTrigger }),
  z.object({
    kind: z.literal('medication+symptom'),
    ...common,
    trigger: z.strictObject({ ...medicine, words: symptoms, minWords: z.int().positive().optional() }),
  }),
  z.object({ kind: z.literal('medication+measurement'), ...common, trigger: slowPulseTrigger }),
  z.object({
    kind: z.literal('medication-safety'),
    ...common,
    trigger: z.strictObject({ ...medicine, words: symptoms }),
  }),
]);

export type RedFlagRule = z.infer<typeof redFlagSchema>;
export type RedFlagRuleOf<Kind extends RedFlagRule['kind']> = Extract<RedFlagRule, { kind: Kind }>;
