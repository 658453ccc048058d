import type { Finding } from '../../../src/domain/finding.ts';
import { heartRateShift, links, rule, timeline } from '../agents/seed-story.ts';

/** One of each kind that the story of the first users has not. */
const dose = timeline.find(({ kind }) => kind === 'medication-dose');
const event = { id: dose?.id ?? '', kind: 'medication-dose', day: '2026-03-03' };
const base = {
  direction: 'down' as const,
  from: '2026-03-07',
  to: '2026-03-24',
  n: 60,
  p: 0.001,
  q: 0.01,
  grade: 'established' as const,
  summary: 'A summary.',
  agents: ['sleep'] as Finding['agents'],
  events: [],
  limits: [],
  interval: [-43, -27] as [number, number],
};

export const doseEffect: Finding = {
  ...base,
  id: 'effect',
  kind: 'event-effect',
  metric: 'remSleep',
  metrics: ['remSleep'],
  event,
  events: [{ ...event, daysBefore: 0 }],
  from: '2026-03-05',
  before: { mean: 95.4, n: 40, from: '2026-01-10', to: '2026-03-02' },
  after: { mean: 71.2, n: 20, from: '2026-03-05', to: '2026-03-24' },
  difference: -24.2,
  overlapping: [],
};

export const weightDrift: Finding = {
  ...base,
  id: 'drift',
  kind: 'drift',
  metric: 'bodyMass',
  metrics: ['bodyMass'],
  from: '2026-02-10',
  n: 38,
  perWeek: -0.6,
  change: -3.7,
};

export const pressureDeviation: Finding = {
  ...base,
  id: 'pressure',
  kind: 'deviation',
  metric: 'systolicPressure',
  metrics: ['systolicPressure'],
  direction: 'up',
  from: '2026-03-22',
  value: 148,
  baseline: { median: 131, low: 124, high: 139, nights: 60 },
  z: 3,
};

export const temperatureDeviation: Finding = {
  ...base,
  id: 'temperature',
  kind: 'deviation',
  metric: 'temperatureDeviation',
  metrics: ['temperatureDeviation'],
  from: '2026-03-22',
  value: -0.91,
  baseline: { median: 0.02, low: -0.3, high: 0.35, nights: 60 },
  z: -3,
};

export const labLink: Finding = {
  ...base,
  id: 'lab',
  kind: 'lab-link',
  metric: 'restingHeartRate',
  metrics: ['restingHeartRate'],
  direction: 'up',
  n: 5,
  analyte: 'TSH',
  unit: 'mIU/L',
  labDay: '2026-03-10',
  windowDays: 60,
};

/** Clock times count from midnight: 23:25, and then so little before midnight that it is told as 00:00. */
export const bedtimeShift: Finding = {
  ...heartRateShift,
  ...{ id: 'bedtime', metric: 'bedtime', metrics: ['bedtime'], events: [] },
  before: { mean: -35, n: 60, from: '2026-01-05', to: '2026-03-07' },
  after: { mean: -0.4, n: 17, from: '2026-03-08', to: '2026-03-24' },
  difference: 34.6,
} as Finding;

/** A rule and a link on the same two metrics that do not agree, each with a lag of its own. */
const [pair] = links;
export const fitnessLink = {
  ...pair,
  id: 'link-fitness',
  cause: 'energy',
  effect: 'vo2Max',
  metrics: ['energy', 'vo2Max'],
  lag: 2,
  r: 0.4,
} as Finding;
export const fitnessRule = {
  ...rule,
  id: 'rule-fitness',
  cause: 'energy',
  comparator: '>',
  threshold: 6,
  effect: 'vo2Max',
  metrics: ['energy', 'vo2Max'],
  effectDirection: 'down',
  effectSize: 4,
} as Finding;
