import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.ts';
import { agentsFor, routed } from '../../../src/analysis/routing.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { getMetric } from '../../../src/domain/metric.ts';
import type { CycleEntry } from '../../../src/domain/profile.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { bell, inputOf } from '../../support/analysis-input.ts';

const common = {
  id: 'f',
  direction: 'up' as const,
  from: '2026-03-10',
  to: '2026-03-20',
  n: 80,
  p: null,
  q: null,
  grade: 'established' as const,
  summary: '',
  limits: [],
  events: [] as Finding['events'],
};
const level = { mean: 1, n: 10, from: '2026-03-01', to: '2026-03-10' };
const shiftOf = (metric: string, events: Finding['events'] = []): Finding => ({
  ...common,
  kind: 'shift',
  metrics: [metric],
  metric,
  agents: agentsFor([getMetric(metric)], events),
  events,
  onset: '2026-03-10',
  onsetRange: ['2026-03-09', '2026-03-11'],
  before: level,
  after: level,
  difference: 1,
  differenceSd: 1,
  interval: [0, 2],
});
const deviationOf = (metric: string): Finding => ({
  ...common,
  kind: 'deviation',
  metrics: [metric],
  metric,
  agents: agentsFor([getMetric(metric)], []),
  value: 1,
  baseline: { median: 0, low: -1, high: 1, nights: 60 },
  z: 4,
});
const linkOf = (cause: string, effect: string): Finding => ({
  ...common,
  kind: 'link',
  metrics: [cause, effect],
  agents: agentsFor([getMetric(cause), getMetric(effect)], []),
  cause,
  effect,
  lag: 1,
  r: 0.4,
  interval: [0.3, 0.5],
  slope: 1,
  slopeUnit: '',
});
const discordance: Finding = {
  ...common,
  kind: 'discordance',
  metrics: ['deepSleep', 'fatigue'],
  metric: 'deepSleep',
  answer: 'fatigue',
  agents: ['sleep'],
};
const labLink: Finding = {
  ...common,
  kind: 'lab-link',
  metrics: ['restingHeartRate'],
  metric: 'restingHeartRate',
  agents: ['cardiology', 'recovery'],
  analyte: 'TSH',
  unit: 'mIU/L',
  labDay: '2026-03-01',
  windowDays: 90,
};
const event = (kind: string) => ({ id: `e-${kind}`, kind, day: '2026-03-05', daysBefore: 5 });
const cycle: CycleEntry[] = [{ kind: 'period-start', day: parseDay('2026-03-02') }];
const none = { cycle: [] };

describe('who is to speak', () => {
  it.each([
    ['deepSleep', ['sleep']],
    ['restingHeartRate', ['cardiology', 'recovery']],
    ['hrv', ['cardiology', 'recovery']],
    ['temperatureDeviation', ['recovery']],
    ['steps', ['recovery']],
    ['stressHigh', ['recovery', 'wellbeing']],
    ['pain', ['wellbeing']],
    ['bodyMass', ['metabolic']],
    ['custom:evening-wine', ['lifestyle']],
    ['custom:glucose', ['metabolic']],
  ])('to a change of %s: %j', (metric, agents) => {
    expect(routed(shiftOf(metric), none).agents).toEqual(agents);
  });

  it.each([
    ['medication-dose', ['sleep', 'medications']],
    ['travel', ['sleep', 'lifestyle']],
    ['illness', ['sleep', 'lifestyle']],
    ['other', ['sleep', 'lifestyle']],
    ['device', ['sleep']],
  ])('to a change after an event of the kind %s: %j', (kind, agents) => {
    expect(routed(shiftOf('deepSleep', [event(kind)]), none).agents).toEqual(agents);
  });

  it('to a disagreement, a laboratory link and a habit’s link: those whose matter it is', () => {
    expect(routed(discordance, none).agents).toEqual(['sleep', 'wellbeing']);
    expect(routed(labLink, none).agents).toEqual(['cardiology', 'recovery', 'metabolic']);
    expect(routed(linkOf('custom:coffee', 'sleepLatency'), none).agents).toEqual(['sleep', 'lifestyle']);
  });
});

describe('the cycle', () => {
  it('is spoken of only where the profile has entries', () => {
    expect(routed(deviationOf('temperatureDeviation'), none).agents).toEqual(['recovery']);
    expect(routed(deviationOf('temperatureDeviation'), { cycle }).agents).toEqual(['recovery', 'cycle']);
  });

  it('brings the day that its days are counted from: of the night, or of the beginning of a change', () => {
    const since = { kind: 'cycle-period-start', day: '2026-03-02' };
    expect(routed(deviationOf('hrv'), { cycle }).events).toEqual([
      expect.objectContaining({ ...since, daysBefore: 18 }),
    ]);
    expect(routed(shiftOf('hrv'), { cycle }).events).toEqual([
      expect.objectContaining({ ...since, daysBefore: 8 }),
    ]);
  });

  it('is not spoken of where the entries tell nothing of the day', () => {
    const on = (kind: CycleEntry['kind'], text: string): CycleEntry[] => [{ kind, day: parseDay(text) }];
    const isAsked = (entries: CycleEntry[], finding = deviationOf('hrv')) =>
      routed(finding, { cycle: entries }).agents.includes('cycle');
    expect(isAsked(on('period-start', '2025-11-02'))).toBe(false);
    expect(isAsked(on('menopause', '2019-11-02'))).toBe(false);
    expect(isAsked(on('menopause', '2025-11-02'))).toBe(true);
    expect(isAsked(on('perimenopause', '2022-11-02'))).toBe(true);
    expect(isAsked(on('pregnancy-start', '2025-11-02'))).toBe(true);
  });

  it('is not spoken of for a change that has lasted through most of a cycle, unless none is counted', () => {
    const lasting = { ...shiftOf('hrv'), to: '2026-04-01' };
    expect(routed(lasting, { cycle }).agents).not.toContain('cycle');
    const perimenopause: CycleEntry[] = [...cycle, { kind: 'perimenopause', day: parseDay('2025-01-01') }];
    expect(routed(lasting, { cycle: perimenopause }).agents).toContain('cycle');
  });

  it.each([
    ['a metric that does not move with it', shiftOf('steps')],
    ['a pattern over months', linkOf('hrv', 'fatigue')],
    ['a laboratory value', labLink],
  ])('leaves %s alone', (_name, finding) => {
    expect(routed(finding, { cycle }).agents).not.toContain('cycle');
    expect(routed(finding, { cycle }).events).toEqual(finding.events);
  });
});

it('reaches the report: the same person with and without entries', () => {
  const fever = {
    temperatureDeviation: (index: number) => (index >= 198 ? 1 : 0) + 0.15 * bell(index, 4),
    hrv: (index: number) => 35 + 4 * bell(index, 2),
  };
  const agentsOf = (profile: { cycle?: CycleEntry[] }) =>
    analyse(inputOf(fever, { profile })).findings.find(
      ({ kind, grade }) => kind === 'deviation' && grade !== 'watch',
    )?.agents;
  expect(agentsOf({})).toEqual(['recovery']);
  expect(agentsOf({ cycle })).toEqual(['recovery', 'cycle']);
  // What is entered for a later day is not known yet.
  expect(agentsOf({ cycle: [{ kind: 'period-start', day: parseDay('2026-03-25') }] })).toEqual(['recovery']);
});
