import { z } from 'zod';
import { agentIds } from './agent-id.ts';

/** The findings contract, `rounds.findings/1`. What is printed by `rounds analyze --json` is parsed by these schemas. */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const slug = z.string().min(1);
const finite = z.number();
const interval = z.tuple([finite, finite]);
const level = z.object({ mean: finite, n: z.int(), from: day, to: day });

export const grades = ['watch', 'established', 'replicated'] as const;

const precedingEvent = z.object({ id: z.string(), kind: z.string(), day, daysBefore: z.int() });

const common = {
  id: z.string().describe('The same for the same data.'),
  metrics: z.array(slug).describe('What it is about, the leading one first.'),
  direction: z.enum(['up', 'down']).nullable(),
  from: day,
  to: day,
  n: z.int().nonnegative().describe('Days it rests on.'),
  /** Null where a finding is a description (a deviation, a fixed rule) and no test stands behind it. */
  p: finite.nullable(),
  q: finite.nullable().describe('p, held against all that was looked at.'),
  grade: z
    .enum(grades)
    .describe('watch: exploratory, never a claim; replicated: seen in looks a week apart.'),
  summary: z.string().describe('One sentence with its numbers.'),
  agents: z.array(z.enum(agentIds)).describe('Who is to speak to it.'),
  events: z
    .array(precedingEvent)
    .describe('What stands in the profile before it: a place in time, no cause.'),
  limits: z.array(z.string()).describe('What speaks against it.'),
};

const baseline = z.object({ median: finite, low: finite, high: finite, nights: z.int() });

const deviation = z.object({
  kind: z.literal('deviation'),
  ...common,
  metric: slug,
  value: finite,
  baseline,
  z: finite.describe('How far from the own usual, in the person’s own spread.'),
});

const shift = z.object({
  kind: z.literal('shift'),
  ...common,
  metric: slug,
  onset: day.describe('The first day of the new level.'),
  onsetRange: z.tuple([day, day]).describe('Between which days it lies.'),
  before: level,
  after: level,
  difference: finite,
  differenceSd: finite.describe('In the person’s own standard deviations.'),
  interval,
});

const drift = z.object({
  kind: z.literal('drift'),
  ...common,
  metric: slug,
  perWeek: finite,
  change: finite,
  interval,
});

const link = z.object({
  kind: z.literal('link'),
  ...common,
  cause: slug,
  effect: slug,
  lag: z.int().nonnegative(),
  r: finite,
  interval,
  slope: finite,
  slopeUnit: z.string(),
});

const rule = z.object({
  kind: z.literal('rule'),
  ...common,
  cause: slug,
  comparator: z.enum(['<', '>']),
  threshold: finite,
  effect: slug,
  lag: z.int().nonnegative(),
  effectDirection: z.enum(['up', 'down']),
  effectSize: finite,
  hits: z.int(),
  total: z.int(),
  rate: finite,
  baseRate: finite,
});

const chain = z.object({
  kind: z.literal('chain'),
  ...common,
  path: z.array(slug),
  lags: z.array(z.int()),
  links: z.array(z.string()),
  loop: z.boolean(),
});

const eventEffect = z.object({
  kind: z.literal('event-effect'),
  ...common,
  event: z.object({ id: z.string(), kind: z.string(), day }),
  metric: slug,
  before: level,
  after: level,
  difference: finite,
  interval,
  overlapping: z.array(z.string()),
});

const labLink = z.object({
  kind: z.literal('lab-link'),
  ...common,
  analyte: z.string(),
  /** The one unit all its results were brought to. */
  unit: z.string(),
  metric: slug,
  labDay: day,
  windowDays: z.int(),
});

const discordance = z.object({ kind: z.literal('discordance'), ...common, metric: slug, answer: slug });

const redFlag = z.object({
  kind: z.literal('red-flag'),
  ...common,
  rule: z.string(),
  urgency: z.enum(['emergency', 'same-day', 'mention']),
  seen: z.string(),
});

export const findingSchema = z.discriminatedUnion('kind', [
  deviation,
  shift,
  drift,
  link,
  rule,
  chain,
  eventEffect,
  labLink,
  discordance,
  redFlag,
]);

export const coverageSchema = z.object({
  nightsExpected: z.int(),
  nightsUsed: z.int(),
  checkInsUsed: z.int(),
  sufficient: z.boolean(),
  missing: z.array(z.object({ from: day, to: day, reason: z.string() })),
});

/**
 * A reading of the last night or an answer of this morning beside the person's own usual, whether it stands out or not.
 * Without a baseline too few earlier ones are known to call anything usual.
 */
export const lastNightSchema = z.object({
  metric: slug,
  day,
  value: finite,
  usual: baseline.extend({ z: finite }).optional(),
});

export const findingsReportSchema = z.object({
  schema: z.literal('rounds.findings/1'),
  person: z.string(),
  asOf: day,
  timezone: z.string(),
  coverage: coverageSchema,
  tests: z.object({ series: z.int(), links: z.int(), shifts: z.int(), fdr: finite }),
  findings: z.array(findingSchema),
  notSeen: z.array(
    z.object({ kind: z.string(), metrics: z.array(slug), smallestDetectable: finite, unit: z.string() }),
  ),
  /** What the recommendation of the day rests on; absent where nothing was measured, and in reports of before. */
  lastNight: z.array(lastNightSchema).readonly().optional(),
  /** The metrics the person named, as they are told; absent where there are none. */
  customMetrics: z
    .array(z.object({ slug, label: z.string(), unit: z.string(), decimals: z.int().nonnegative() }))
    .readonly()
    .optional(),
});

export type Finding = z.infer<typeof findingSchema>;
export type FindingKind = Finding['kind'];
export const findingKinds: readonly FindingKind[] = findingSchema.options.map(
  ({ shape }) => shape.kind.value,
);
export type FindingOf<Kind extends FindingKind> = Extract<Finding, { kind: Kind }>;
export type Grade = (typeof grades)[number];
export type Coverage = z.infer<typeof coverageSchema>;
export type LastNight = z.infer<typeof lastNightSchema>;
export type FindingsReport = z.infer<typeof findingsReportSchema>;
