import { describe, expect, it } from 'vitest';
import { matchingEvidence } from '../../../agents/evidence.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { CustomMetric } from '../../../src/domain/metric.ts';
import { emptyProfile, type Profile } from '../../../src/domain/profile.ts';
import type { TimelineEvent } from '../../../src/domain/timeline.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { heartRateShift, knowledge } from './seed-story.ts';

interface Given {
  readonly timeline?: readonly TimelineEvent[];
  readonly profile?: Partial<Profile>;
  readonly customMetrics?: readonly CustomMetric[];
}

const ids = (findings: readonly Finding[], given: Given = {}): string[] =>
  matchingEvidence(
    {
      findings,
      timeline: given.timeline ?? [],
      profile: { ...emptyProfile, ...given.profile },
      customMetrics: given.customMetrics,
    },
    knowledge,
    knowledge.evidence.length,
  ).map(({ id }) => id);
const shiftOf = (metric: string, events: Finding['events'] = []): Finding =>
  ({ ...heartRateShift, metrics: [metric], metric, events }) as Finding;
const labOf = (analyte: string, metric: string): Finding => ({
  ...heartRateShift,
  kind: 'lab-link',
  metrics: [metric],
  metric,
  analyte,
  unit: '',
  labDay: '2026-03-01',
  windowDays: 90,
  events: [],
});
const special = [
  'pietila-2018-alcohol-hrv',
  'ebrahim-2013-alcohol-sleep',
  'gardiner-2023-caffeine-meta',
  'alzueta-2022-menstrual-oura',
  'schmalenberger-2019-cycle-hrv',
  'biondi-2008-subclinical-thyroid',
  'houston-2018-iron-fatigue',
  'benichou-2018-t2d-hrv',
  'plews-2013-hrv-trends',
];

describe('evidence on particular people', () => {
  it('is not matched by the metric alone', () => {
    const found = ids(
      ['hrv', 'restingHeartRate', 'fatigue', 'sleepLatency', 'deepSleep'].map((one) => shiftOf(one)),
    );
    expect(found.filter((id) => special.includes(id))).toEqual([]);
    expect(found.length).toBeGreaterThan(3);
  });

  it('on alcohol: for a metric that is named so, or after an event in such words', () => {
    const link: Finding = {
      ...heartRateShift,
      kind: 'link',
      metrics: ['custom:x1', 'hrv'],
      cause: 'custom:x1',
      effect: 'hrv',
      lag: 1,
      r: -0.3,
      interval: [-0.4, -0.2],
      slope: -1,
      slopeUnit: '',
      events: [],
    };
    const wine = { slug: 'custom:x1', label: 'Wine, glasses', unit: '', decimals: 0 };
    expect(ids([link], { customMetrics: [wine] })[0]).toBe('pietila-2018-alcohol-hrv');
    expect(ids([link], { customMetrics: [{ ...wine, label: 'Screen time' }] })).not.toContain(special[0]);
    const event: TimelineEvent = {
      id: 'dry',
      kind: 'other',
      day: parseDay('2026-03-05'),
      label: 'No alcohol since today',
    };
    const after = shiftOf('remSleep', [{ id: 'dry', kind: 'other', day: '2026-03-05', daysBefore: 3 }]);
    expect(ids([after], { timeline: [event] })[0]).toBe('ebrahim-2013-alcohol-sleep');
  });

  it('on the cycle: only beside a day that was counted', () => {
    const beside = shiftOf('hrv', [
      { id: 'c', kind: 'cycle-period-start', day: '2026-03-02', daysBefore: 6 },
    ]);
    expect(ids([beside]).slice(0, 2).sort()).toEqual([
      'alzueta-2022-menstrual-oura',
      'schmalenberger-2019-cycle-hrv',
    ]);
    const later = shiftOf('sleepEfficiency', [
      { id: 'c', kind: 'cycle-perimenopause', day: '2025-03-02', daysBefore: 370 },
    ]);
    expect(ids([later])[0]).toBe('baker-2018-menopause-sleep');
  });

  it('on a laboratory value: by its name, without illnesses that are not in the profile', () => {
    expect(ids([labOf('TSH', 'restingHeartRate')])[0]).toBe('biondi-2008-subclinical-thyroid');
    expect(ids([labOf('Ferritin', 'fatigue')])[0]).toBe('houston-2018-iron-fatigue');
    expect(ids([labOf('HbA1c', 'hrv')])).not.toContain('benichou-2018-t2d-hrv');
    expect(ids([labOf('HbA1c', 'hrv')], { profile: { conditions: [{ name: 'Type 2 diabetes' }] } })[0]).toBe(
      'benichou-2018-t2d-hrv',
    );
    expect(ids([labOf('TSH', 'restingHeartRate')])).not.toContain('bolk-2010-levothyroxine-timing');
  });

  it('shows both sides where two reviews speak of one value', () => {
    const found = ids([labOf('C-reactive protein', 'hrv'), labOf('C-reactive protein', 'sleepEfficiency')]);
    expect(found).toEqual(
      expect.arrayContaining(['williams-2019-hrv-inflammation', 'irwin-2016-sleep-inflammation']),
    );
  });
});
