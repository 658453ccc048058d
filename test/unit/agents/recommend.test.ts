import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recommendationOf } from '../../../agents/recovery/recommend.ts';
import type { Finding, FindingsReport, LastNight } from '../../../src/domain/finding.ts';
import { emptyProfile, type Profile } from '../../../src/domain/profile.ts';
import { type RecommendationKind, recommendationKinds } from '../../../src/domain/recommendation.ts';
import { checkWording } from '../../../src/llm/wording.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { report as story } from './seed-story.ts';

const asOf = '2026-03-24';

/** The person's usual: median, low and high of sixty nights; z is given beside. */
const usual: Record<string, readonly [median: number, low: number, high: number]> = {
  hrv: [40, 34, 48],
  restingHeartRate: [58, 55, 61],
  totalSleep: [420, 370, 460],
  sleepEfficiency: [86, 80, 91],
  respiratoryRate: [14.8, 14.2, 15.4],
  temperatureDeviation: [0, -0.2, 0.2],
  fatigue: [4, 2, 6],
  spo2: [96, 95, 98],
};
const reading = (metric: string, value: number, z: number, nights = 60): LastNight => {
  const [median, low, high] = usual[metric] ?? [0, 0, 0];
  return { metric, day: asOf, value, usual: { median, low, high, nights, z } };
};
const quiet = {
  hrv: reading('hrv', 41, 0.2),
  restingHeartRate: reading('restingHeartRate', 58, 0),
  totalSleep: reading('totalSleep', 430, 0.3),
  sleepEfficiency: reading('sleepEfficiency', 85, -0.2),
  respiratoryRate: reading('respiratoryRate', 14.7, -0.2),
  temperatureDeviation: reading('temperatureDeviation', 0.05, 0.3),
  fatigue: reading('fatigue', 3, -0.5),
};
/** Each on the side that asks for rest, outside the usual range and two of the person's own spreads away. */
const unwelcome = {
  hrv: reading('hrv', 28, -2),
  restingHeartRate: reading('restingHeartRate', 64, 2),
  totalSleep: reading('totalSleep', 300, -2),
  respiratoryRate: reading('respiratoryRate', 16, 2),
  fatigue: reading('fatigue', 7, 1.5),
};
type Night = Partial<Record<string, LastNight | undefined>>;
const night = (change: Night = {}): LastNight[] =>
  Object.values({ ...quiet, ...change } as Night).flatMap((one) => one ?? []);

const reportOf = (lastNight: readonly LastNight[], change: Partial<FindingsReport> = {}): FindingsReport => ({
  ...story,
  findings: [],
  lastNight,
  ...change,
});
const flag = (urgency: 'emergency' | 'same-day' | 'mention'): Finding => ({
  ...(story.findings[0] as Finding),
  kind: 'red-flag',
  id: `flag-${urgency}`,
  metrics: [],
  rule: 'r',
  urgency,
  seen: 'chest pain',
  summary: 'Call the emergency number now.',
});
const ask = (report: FindingsReport, profile: Partial<Profile> = {}) =>
  recommendationOf(report, { ...emptyProfile, ...profile });
const kindOf = (...given: Parameters<typeof ask>): RecommendationKind | undefined =>
  ask(...given).recommendation?.kind;
const illness = (day: string): Partial<Profile> => ({
  events: [{ day: parseDay(day), kind: 'illness', label: 'a private word' }],
});

describe('the recommendation of a day', () => {
  it.each<[string, LastNight[], RecommendationKind | undefined]>([
    ['a quiet night', night(), 'full_activity'],
    ['heart rate variability down', night({ hrv: unwelcome.hrv }), 'moderate_activity'],
    ['resting heart rate up', night({ restingHeartRate: unwelcome.restingHeartRate }), 'moderate_activity'],
    ['short sleep', night({ totalSleep: unwelcome.totalSleep }), 'moderate_activity'],
    ['breathing faster', night({ respiratoryRate: unwelcome.respiratoryRate }), 'moderate_activity'],
    ['tired: 7 of 10', night({ fatigue: unwelcome.fatigue }), 'moderate_activity'],
    ['two of them', night({ hrv: unwelcome.hrv, fatigue: unwelcome.fatigue }), 'light_recovery'],
    ['all of them', night(unwelcome), 'light_recovery'],
    [
      'both measures of sleep are one witness',
      night({ totalSleep: unwelcome.totalSleep, sleepEfficiency: reading('sleepEfficiency', 70, -3) }),
      'moderate_activity',
    ],
    ['variability far up', night({ hrv: reading('hrv', 60, 3) }), 'moderate_activity'],
    [
      'a pulse far down',
      night({ restingHeartRate: reading('restingHeartRate', 50, -3) }),
      'moderate_activity',
    ],
    ['a long sleep', night({ totalSleep: reading('totalSleep', 762, 4) }), 'moderate_activity'],
    [
      'much colder',
      night({ temperatureDeviation: reading('temperatureDeviation', -0.9, -5) }),
      'moderate_activity',
    ],
    ['blood oxygen down', night({ spo2: reading('spo2', 86, -6) }), 'moderate_activity'],
    ['blood oxygen as ever', night({ spo2: reading('spo2', 96, 0) }), 'full_activity'],
    ['much less tired than ever', night({ fatigue: reading('fatigue', 1, -3) }), 'full_activity'],
    ['outside, but not clearly', night({ hrv: reading('hrv', 33.5, -1.4) }), 'full_activity'],
    ['far in spreads, yet inside', night({ hrv: reading('hrv', 35, -1.6) }), 'full_activity'],
    [
      'somewhat warmer',
      night({ temperatureDeviation: reading('temperatureDeviation', 0.48, 3.4) }),
      'moderate_activity',
    ],
    [
      'as warm as in a fever',
      night({ temperatureDeviation: reading('temperatureDeviation', 0.6, 3.6) }),
      'full_rest',
    ],
    ['no check-in', night({ fatigue: undefined }), 'full_activity'],
    ['no heart', night({ hrv: undefined, restingHeartRate: undefined }), undefined],
    ['no sleep', night({ totalSleep: undefined, sleepEfficiency: undefined }), undefined],
    ['nothing but the answer', [quiet.fatigue], undefined],
    ['nothing at all', [], undefined],
  ])('%s', (_name, readings, kind) => {
    expect(kindOf(reportOf(readings))).toBe(kind);
  });

  it('lets a note that could not wait ask for rest for three days, and for care as long as it stands', () => {
    const report = (to: string) =>
      reportOf(night(), { asOf: '2026-03-24', findings: [{ ...flag('emergency'), from: to, to }] });
    expect(kindOf(report('2026-03-21'))).toBe('full_rest');
    expect(kindOf(report('2026-03-20'))).toBe('moderate_activity');
  });

  it('says why there is none', () => {
    const reason = (report: FindingsReport) => ask(report).withoutRecommendation;
    expect(reason(reportOf([]))).toBe('last night is missing');
    expect(reason(reportOf([unwelcome.fatigue]))).toBe('last night is missing');
    expect(reason(reportOf(night({ hrv: undefined, restingHeartRate: undefined })))).toBe(
      'too little of last night is known',
    );
    const fresh = night().map(({ usual: _usual, ...rest }) => rest);
    expect(reason(reportOf(fresh))).toBe('too few nights are known to say what is usual');
    const thin = { ...story.coverage, sufficient: false };
    expect(reason(reportOf(night(), { coverage: thin }))).toBe(
      'too few nights are known to say what is usual',
    );
    const { lastNight: _none, ...before } = reportOf([]);
    expect(reason(before)).toBe('last night is missing');
    expect(ask(reportOf(night()))).not.toHaveProperty('withoutRecommendation');
  });

  it.each([
    ['emergency', 'full_rest'],
    ['same-day', 'full_rest'],
    ['mention', 'moderate_activity'],
  ] as const)('of a day with a red flag (%s) is %s, and points to it', (urgency, kind) => {
    const { recommendation } = ask(reportOf(night(), { findings: [flag(urgency)] }));
    expect(recommendation?.kind).toBe(kind);
    expect(recommendation?.keyFactors[0]?.claims).toEqual([`flag-${urgency}`]);
    if (kind === 'full_rest')
      expect(recommendation?.message).toMatch(/^First do what the urgent note says\./);
  });

  it('is rest on a red flag though nothing was measured', () => {
    expect(kindOf(reportOf([], { findings: [flag('emergency')] }))).toBe('full_rest');
    expect(ask(reportOf([], { findings: [flag('emergency')] })).recommendation?.confidence).toBe(1);
  });

  it.each([
    ['2026-03-24', 'full_rest'],
    ['2026-03-21', 'full_rest'],
    ['2026-03-20', 'full_activity'],
    ['2026-03-25', 'full_activity'],
  ])('with an illness noted on %s is %s', (day, kind) => {
    expect(kindOf(reportOf(night()), illness(day))).toBe(kind);
  });

  it('rests on a fever that was found over two nights', () => {
    const warm = reading('temperatureDeviation', 0.45, 2.6);
    const found: Finding = {
      ...(story.findings[0] as Finding),
      kind: 'deviation',
      id: 'fever',
      metrics: ['temperatureDeviation'],
      metric: 'temperatureDeviation',
      direction: 'up',
      from: '2026-03-23',
      to: asOf,
      value: 0.45,
      baseline: { median: 0, low: -0.2, high: 0.2, nights: 60 },
      z: 2.6,
    };
    const { recommendation } = ask(reportOf(night({ temperatureDeviation: warm }), { findings: [found] }));
    expect(recommendation?.kind).toBe('full_rest');
    expect(recommendation?.keyFactors).toEqual([
      {
        text: 'Night temperature against own usual was 0.45 °C last night; the usual is −0.20 to 0.20 °C (60 nights).',
        claims: ['fever'],
      },
    ]);
    const hint = { ...found, grade: 'watch' as const };
    expect(kindOf(reportOf(night({ temperatureDeviation: warm }), { findings: [hint] }))).toBe(
      'moderate_activity',
    );
  });

  it('is never full activity when something was found to be out on the same day', () => {
    const found: Finding = {
      ...(story.findings[0] as Finding),
      kind: 'deviation',
      id: 'oxygen',
      metrics: ['spo2'],
      metric: 'spo2',
      direction: 'down',
      grade: 'established',
      from: '2026-03-22',
      to: asOf,
      value: 86,
      baseline: { median: 96, low: 95, high: 98, nights: 60 },
      z: -6,
      summary: 'Night blood oxygen came to 86 % on 24 March.',
    };
    const { recommendation } = ask(reportOf(night(), { findings: [found] }));
    expect(recommendation).toMatchObject({
      kind: 'moderate_activity',
      message: 'Something measured was clearly outside the usual range. A moderate day fits.',
      keyFactors: [{ text: 'Night blood oxygen came to 86 % on 24 March.', claims: ['oxygen'] }],
    });
    expect(kindOf(reportOf(night(), { findings: [{ ...found, to: '2026-03-23' }] }))).toBe('full_activity');
    expect(kindOf(reportOf(night(), { findings: [{ ...found, grade: 'watch' }] }))).toBe('full_activity');
    const read = ask(reportOf(night({ spo2: reading('spo2', 86, -6) }), { findings: [found] }));
    expect(read.recommendation?.keyFactors).toEqual([
      {
        text: 'Night blood oxygen was 86.0 % last night; the usual is 95.0 to 98.0 % (60 nights).',
        claims: ['oxygen'],
      },
    ]);
  });

  it('tells each of what was out, though every one of them would be welcome', () => {
    const { recommendation } = ask(
      reportOf(
        night({
          hrv: reading('hrv', 82, 6),
          restingHeartRate: reading('restingHeartRate', 44, -7),
          totalSleep: reading('totalSleep', 762, 4),
        }),
      ),
    );
    expect(recommendation?.kind).toBe('moderate_activity');
    expect(recommendation?.keyFactors.map(({ text }) => text)).toEqual([
      'Heart rate variability was 82 ms last night; the usual is 34 to 48 ms (60 nights).',
      'Resting heart rate was 44 bpm last night; the usual is 55 to 61 bpm (60 nights).',
      'Total sleep was 12 hours 42 minutes last night; the usual is 6 hours 10 minutes to 7 hours 40 minutes (60 nights).',
    ]);
  });
});

describe('its words', () => {
  it('give every number with the usual it was held against', () => {
    const { recommendation } = ask(reportOf(night({ hrv: unwelcome.hrv, fatigue: unwelcome.fatigue })));
    expect(recommendation?.keyFactors.map(({ text }) => text)).toEqual([
      'Heart rate variability was 28 ms last night; the usual is 34 to 48 ms (60 nights).',
      'Fatigue was 7 of 10 this morning.',
    ]);
  });

  it('of a quiet night are all that was read, and no promise', () => {
    const { recommendation } = ask(reportOf(night()));
    expect(recommendation?.message).toBe(
      'Heart, sleep, breathing and temperature of last night were not clearly outside the usual range. Go by how the day feels.',
    );
    expect(recommendation?.keyFactors).toHaveLength(5);
    const less = night({ respiratoryRate: undefined, temperatureDeviation: undefined });
    expect(ask(reportOf(less)).recommendation?.message).toMatch(/^Heart and sleep of last night were not/);
  });

  it('do not repeat what somebody wrote, and keep a doctor’s advice first where there is a condition', () => {
    const { recommendation } = ask(reportOf(night()), {
      ...illness('2026-03-23'),
      conditions: [{ name: 'Asthma' }],
    });
    expect(recommendation?.keyFactors).toEqual([{ text: 'An illness was noted on 23 March.', claims: [] }]);
    expect(recommendation?.message).toBe('A day of rest fits. The doctor’s advice stands before this.');
    expect(kindOf(reportOf(night()), { conditions: [{ name: 'Asthma' }] })).toBe('full_activity');
  });

  it('break no rule of wording', () => {
    const all = [
      ask(reportOf(night())),
      ask(reportOf(night({ hrv: reading('hrv', 60, 3) }))),
      ask(reportOf(night({ hrv: unwelcome.hrv })), { conditions: [{ name: 'Asthma' }] }),
      ask(reportOf(night(unwelcome))),
      ask(reportOf([], { findings: [flag('emergency'), flag('mention')] }), illness(asOf)),
    ].flatMap(({ recommendation }) => [
      recommendation?.message ?? '',
      ...(recommendation?.keyFactors ?? []).map(({ text }) => text),
    ]);
    const context = { asOf: parseDay(asOf), findings: [], timeline: [], appointment: undefined, profile: {} };
    for (const text of all) expect(checkWording(text, context, []), text).toEqual([]);
  });
});

describe('its confidence', () => {
  it('is the share of the witnesses that spoke, times how well their usual is known', () => {
    const confidence = (readings: LastNight[]) => ask(reportOf(readings)).recommendation?.confidence;
    expect(confidence(night())).toBe(1);
    expect(confidence(night({ fatigue: undefined }))).toBe(0.8);
    const half = night().map((one) => reading(one.metric, one.value, one.usual?.z ?? 0, 30));
    expect(confidence(half)).toBe(0.5);
  });
});

describe('over any readings', () => {
  const place = (kind: RecommendationKind | undefined) =>
    kind === undefined ? undefined : recommendationKinds.indexOf(kind);
  const names = Object.keys(unwelcome) as (keyof typeof unwelcome)[];
  const readings = fc.record({
    missing: fc.subarray(Object.keys(quiet)),
    out: fc.subarray(names),
    hot: fc.boolean(),
  });
  const nightOf = ({ missing, out, hot }: { missing: string[]; out: string[]; hot: boolean }): Night => ({
    ...Object.fromEntries(out.map((name) => [name, unwelcome[name as keyof typeof unwelcome]])),
    ...(hot ? { temperatureDeviation: reading('temperatureDeviation', 1.1, 6) } : {}),
    ...Object.fromEntries(missing.map((name) => [name, undefined])),
  });

  it('a red flag never leaves more than moderate activity, and an urgent one nothing but rest', () => {
    const urgency = fc.constantFrom('emergency' as const, 'same-day' as const, 'mention' as const);
    fc.assert(
      fc.property(readings, urgency, (one, how) => {
        const kind = kindOf(reportOf(night(nightOf(one)), { findings: [flag(how)] }));
        expect(kind).not.toBe('full_activity');
        if (how !== 'mention') expect(kind).toBe('full_rest');
      }),
      { seed: 20260324, numRuns: 300 },
    );
  });

  it('nothing out on either side leaves full activity', () => {
    const measured = Object.keys(quiet).filter((name) => name !== 'fatigue');
    fc.assert(
      fc.property(readings, fc.constantFrom(...measured), fc.constantFrom(1, -1), (one, metric, side) => {
        const [, low, high] = usual[metric] ?? [0, 0, 0];
        const far = reading(metric, side > 0 ? high * 1.3 + 1 : low * 0.7 - 1, 5 * side);
        expect(kindOf(reportOf(night({ ...nightOf(one), [metric]: far })))).not.toBe('full_activity');
      }),
      { seed: 20260324, numRuns: 300 },
    );
  });

  it('one more unwelcome reading never asks for more', () => {
    fc.assert(
      fc.property(readings, fc.constantFrom(...names), (one, more) => {
        const before = kindOf(reportOf(night(nightOf(one))));
        const after = kindOf(reportOf(night({ ...nightOf(one), [more]: unwelcome[more] })));
        if (before === undefined) return;
        expect(place(after)).toBeLessThanOrEqual(place(before) ?? 0);
      }),
      { seed: 20260324, numRuns: 300 },
    );
  });

  it('every number of a factor stands in the report, and confidence is a share', () => {
    fc.assert(
      fc.property(readings, (one) => {
        const given = night(nightOf(one));
        const { recommendation } = ask(reportOf(given));
        for (const { text } of recommendation?.keyFactors ?? []) {
          const known = given.flatMap(({ value, usual: range }) =>
            [value, range?.low ?? 0, range?.high ?? 0, range?.nights ?? 0, 10].map(Math.abs),
          );
          const minutes = given.flatMap(({ value, usual: range }) =>
            [value, range?.low ?? 0, range?.high ?? 0].flatMap((level) => [
              Math.floor(level / 60),
              level % 60,
            ]),
          );
          for (const [number] of text.matchAll(/\d+(?:\.\d+)?/g))
            expect([...known, ...minutes], text).toContain(Number(number));
        }
        const confidence = recommendation?.confidence ?? 0;
        expect(confidence >= 0 && confidence <= 1).toBe(true);
      }),
      { seed: 20260324, numRuns: 300 },
    );
  });
});
