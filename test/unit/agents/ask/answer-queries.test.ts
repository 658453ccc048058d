import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerQueries } from '../../../../agents/ask/answer-queries.ts';
import type { AskWorld } from '../../../../agents/ask/world.ts';
import type { Period, Query } from '../../../../src/domain/ask/query.ts';
import { emptyProfile } from '../../../../src/domain/profile.ts';
import { parseDay, spellDay } from '../../../../src/shared/day.ts';
import { askedWorld, constant, dayAfter, seriesFrom } from '../../../support/asked-world.ts';
import { checkIn, page } from '../../../support/stores/samples.ts';

const named = (name: Extract<Period, { kind: 'named' }>['name']): Period => ({ kind: 'named', name });
const told = (query: Query, world: AskWorld) => answerQueries([query], undefined, world);
const text = (query: Query, world: AskWorld) => told(query, world).sentences.map((sentence) => sentence.text);

/** Clocks in London were put forward in the night to Sunday, 29 March 2026. 1 April is a Wednesday. */
const sleep = seriesFrom('totalSleep', '2026-03-23', [
  400,
  420,
  undefined,
  440,
  380,
  410,
  350,
  420,
  390,
  450,
]);
const april = askedWorld('2026-04-01', [sleep]);

describe('a level', () => {
  it('is the mean of the nights of the week, over the change of clocks', () => {
    // (400 + 420 + 440 + 380 + 410 + 350) / 6 = 400 minutes.
    const { sentences, limits } = told(
      { kind: 'level', metric: 'totalSleep', period: named('last-week') },
      april,
    );
    expect(sentences).toEqual([
      {
        text: 'Total sleep was 6 hours 40 minutes on average from 23 to 29 March (6 of 7 nights), between 5 hours 50 minutes (29 March) and 7 hours 20 minutes (26 March).',
        metrics: ['totalSleep'],
        from: '2026-03-23',
        to: '2026-03-29',
        n: 6,
        findings: [],
      },
    ]);
    expect(limits).toEqual([
      '1 night asked about is missing.',
      'A few days or nights say little about a trend.',
      'There are too few values before this to say what is usual for total sleep.',
      'Nothing here is a diagnosis.',
    ]);
  });

  it('ends a week that is not over on the day of the question, over the end of a month', () => {
    // (420 + 390 + 450) / 3 = 420 minutes.
    expect(text({ kind: 'level', metric: 'totalSleep', period: named('this-week') }, april)).toEqual([
      'Total sleep was 7 hours on average from 30 March to 1 April (3 of 3 nights), between 6 hours 30 minutes (31 March) and 7 hours 30 minutes (1 April).',
    ]);
  });

  it('is one night, on the day it ended on', () => {
    expect(text({ kind: 'level', metric: 'totalSleep', period: named('last-night') }, april)).toEqual([
      'Total sleep was 7 hours 30 minutes in the night to 1 April.',
    ]);
  });

  it('says where it lies in the usual range of the 60 days before', () => {
    // 21 nights of 300, 305 … 400 minutes: 10 % at 310, the middle at 350, 90 % at 390.
    const before = Array.from({ length: 21 }, (_, index) => 300 + 5 * index);
    const series = seriesFrom('totalSleep', '2026-03-01', [...before, 300, 306]);
    const { sentences } = told(
      { kind: 'level', metric: 'totalSleep', period: { kind: 'last', days: 2 } },
      askedWorld('2026-03-23', [series]),
    );
    expect(sentences[0]?.text).toBe(
      'Total sleep was 5 hours 3 minutes on average from 22 to 23 March (2 of 2 nights), between 5 hours (22 March) and 5 hours 6 minutes (23 March). The average is below the usual range of single nights in the 60 days before: 5 hours 10 minutes to 6 hours 30 minutes, with 5 hours 50 minutes in the middle.',
    );
  });

  it('reads the whole of February, and counts what is missing of it', () => {
    const series = constant('hrv', '2026-02-03', '2026-03-10', 40);
    const { sentences, limits } = told(
      { kind: 'level', metric: 'hrv', period: { kind: 'month', month: '2026-02' } },
      askedWorld('2026-03-10', [series]),
    );
    expect(sentences[0]?.text).toBe(
      'Heart rate variability was 40 ms on average from 1 to 28 February (26 of 28 nights).',
    );
    expect(limits).toContain('2 nights asked about are missing.');
  });

  it('leaves the steps of a day that is not over out of a week, and tells them where they are asked for', () => {
    // Monday to Wednesday, of which Wednesday has hardly begun: (8000 + 6001) / 2 = 7000.5.
    const steps = askedWorld('2026-04-01', [seriesFrom('steps', '2026-03-30', [8000, 6001, 120])]);
    const week = told({ kind: 'level', metric: 'steps', period: named('this-week') }, steps);
    expect(week.sentences[0]?.text).toBe(
      'Steps were 7,001 on average from 30 to 31 March (2 of 2 days), between 6,001 (31 March) and 8,000 (30 March).',
    );
    expect(week.limits[0]).toBe('1 April is not over and is left out of steps.');
    const today = told({ kind: 'level', metric: 'steps', period: named('today') }, steps);
    expect(today.sentences[0]?.text).toBe('Steps were 120 on 1 April.');
    expect(today.limits[0]).toBe('1 April is not over: this is what there is of it so far.');
  });

  it('says that there is nothing where there is nothing', () => {
    const empty = askedWorld('2026-04-01', []);
    expect(text({ kind: 'level', metric: 'hrv', period: named('last-week') }, empty)).toEqual([
      'There is no value of heart rate variability from 23 to 29 March.',
    ]);
    expect(text({ kind: 'summary', topic: 'sleep', period: named('last-week') }, empty)).toEqual([
      'There are no values to answer this with.',
    ]);
    expect(
      text({ kind: 'level', metric: 'hrv', period: { kind: 'month', month: '2026-05' } }, empty),
    ).toEqual(['None of the days asked about has begun.']);
    expect(
      text({ kind: 'level', metric: 'hrv', period: { kind: 'since-event', event: 'the move' } }, empty),
    ).toEqual(['The profile has no event of this name, so there are no days since it.']);
  });
});

describe('a comparison', () => {
  it('tells both means with their nights, and the difference', () => {
    const { sentences, limits } = told(
      { kind: 'compare', metric: 'totalSleep', period: named('this-week'), against: named('last-week') },
      april,
    );
    expect(sentences[0]?.text).toBe(
      'Total sleep was 7 hours on average from 30 March to 1 April (3 of 3 nights) and 6 hours 40 minutes from 23 to 29 March (6 of 7 nights): 20 minutes higher.',
    );
    expect(limits).toContain('1 night from 23 to 29 March is missing.');
    expect(limits).toContain('A difference between two periods is no proof that anything changed.');
  });

  it('tells the difference of the two as they are told', () => {
    // 60.4 and 50.6 minutes are told as 60 and 51: a reader subtracts 9, not 10.
    const deep = seriesFrom('deepSleep', '2026-03-18', [50, 51, 51, 51, 50, 61, 60, 60, 61, 60]);
    const span = (from: string, to: string): Period => ({
      kind: 'days',
      from: parseDay(from),
      to: parseDay(to),
    });
    const query: Query = {
      kind: 'compare',
      metric: 'deepSleep',
      period: span('2026-03-23', '2026-03-27'),
      against: span('2026-03-18', '2026-03-22'),
    };
    expect(text(query, askedWorld('2026-03-27', [deep]))[0]).toMatch(
      / 1 hour on average .* and 51 minutes .*: 9 minutes higher\.$/,
    );
  });

  it('calls a bedtime earlier, not lower', () => {
    // 23:30 and 23:50 the one week, 23:50 and 00:10 the other.
    const bedtime = seriesFrom('bedtime', '2026-03-28', [-10, 10, -30, -10]);
    const query: Query = {
      kind: 'compare',
      metric: 'bedtime',
      period: named('this-week'),
      against: named('last-week'),
    };
    expect(text(query, askedWorld('2026-03-31', [bedtime]))).toEqual([
      'Bedtime was 23:40 on average from 30 to 31 March (2 of 2 nights) and 00:00 from 23 to 29 March (2 of 7 nights): 20 minutes earlier.',
    ]);
  });
});

describe('an end', () => {
  it('is every day that has it', () => {
    const hrv = askedWorld('2026-03-05', [seriesFrom('hrv', '2026-03-01', [30, 50, undefined, 50, 40])]);
    expect(
      text({ kind: 'extreme', metric: 'hrv', period: { kind: 'last', days: 5 }, which: 'best' }, hrv),
    ).toEqual([
      'The highest heart rate variability from 1 to 5 March was 50 ms, in the night to 2 March and 4 March (4 of 5 nights).',
    ]);
  });

  it('is the lowest where less is better, and none where neither is', () => {
    const heart = askedWorld('2026-03-03', [
      seriesFrom('restingHeartRate', '2026-03-01', [60, 55, 58]),
      seriesFrom('bodyMass', '2026-03-01', [70, 71, 70.5]),
    ]);
    const best = (metric: string): Query => ({
      kind: 'extreme',
      metric,
      period: { kind: 'last', days: 3 },
      which: 'best',
    });
    expect(text(best('restingHeartRate'), heart)[0]).toMatch(
      /^The lowest resting heart rate from 1 to 3 March was 55 bpm, in the night to 2 March/,
    );
    expect(told(best('bodyMass'), heart).limits[0]).toBe(
      'For body weight neither direction is better by itself.',
    );
  });
});

describe('a count', () => {
  it('counts the nights past the bar among those with a value', () => {
    const query: Query = {
      kind: 'count',
      metric: 'totalSleep',
      comparator: '<',
      threshold: 400,
      period: named('last-week'),
    };
    expect(text(query, april)).toEqual([
      'Total sleep was below 6 hours 40 minutes in 2 of 6 nights with a value from 23 to 29 March: 27 March and 29 March.',
    ]);
    const none: Query = { ...query, comparator: '>=', threshold: 480 };
    expect(text(none, april)).toEqual([
      'Total sleep was at or above 8 hours in 0 of 6 nights with a value from 23 to 29 March.',
    ]);
  });
});

describe('every number of an answer', () => {
  it('is one of the days asked about', () => {
    const values = fc.array(fc.option(fc.integer({ min: 20, max: 90 }), { nil: undefined }), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 2, max: 20 }),
        fc.integer({ min: 20, max: 90 }),
        (nights, length, bar) => {
          const first = '2026-02-20';
          const asOf = dayAfter(first, 29);
          const world = askedWorld(asOf, [seriesFrom('hrv', first, nights)]);
          const period: Period = { kind: 'last', days: length };
          const asked = nights
            .slice(30 - length)
            .flatMap((value, index) =>
              value === undefined ? [] : [{ value, day: dayAfter(first, 30 - length + index) }],
            );
          fc.pre(asked.length > 0);
          const [level = ''] = text({ kind: 'level', metric: 'hrv', period }, world);
          const mean = asked.reduce((sum, { value }) => sum + value, 0) / asked.length;
          expect(level).toContain(`was ${mean.toFixed(0)} ms on average`);
          expect(level).toContain(`(${asked.length} of ${length} nights)`);
          const least = Math.min(...asked.map(({ value }) => value));
          const most = Math.max(...asked.map(({ value }) => value));
          const firstWith = (wanted: number) =>
            spellDay(parseDay(asked.find(({ value }) => value === wanted)?.day ?? ''));
          if (least < most)
            expect(level).toContain(
              `between ${least} ms (${firstWith(least)}) and ${most} ms (${firstWith(most)})`,
            );
          const [count = ''] = text(
            { kind: 'count', metric: 'hrv', comparator: '>=', threshold: bar, period },
            world,
          );
          const hits = asked.filter(({ value }) => value >= bar).length;
          expect(count).toContain(`at or above ${bar} ms in ${hits} of ${asked.length} night`);
        },
      ),
      { numRuns: 300, seed: 20260320 },
    );
  });
});

describe('what is written down', () => {
  const profile = {
    ...emptyProfile,
    medications: [
      {
        name: 'Lisinopril',
        events: [
          { day: parseDay('2025-11-03'), action: 'start' as const, dose: '10 mg' },
          { day: parseDay('2026-02-10'), action: 'dose' as const, dose: '20 mg' },
        ],
      },
      {
        name: 'Ramipril',
        events: [
          { day: parseDay('2025-01-01'), action: 'start' as const },
          { day: parseDay('2025-11-01'), action: 'stop' as const },
        ],
      },
    ],
    labs: [
      { day: parseDay('2026-01-08'), analyte: 'TSH', value: 2.1, unit: 'mIU/L', low: 0.4, high: 4 },
      { day: parseDay('2025-06-01'), analyte: 'TSH', value: 3.4, unit: 'mIU/L' },
      { day: parseDay('2026-01-08'), analyte: 'Ferritin', value: 5, comparator: '<' as const, unit: 'ug/L' },
    ],
    appointments: [
      {
        day: parseDay('2026-03-24'),
        time: '14:30',
        clinician: 'Dr Okafor',
        specialty: 'cardiology',
        questions: ['Is the dose right?'],
      },
    ],
  };
  const world = askedWorld('2026-03-20', [], {
    profile,
    checkIns: [
      checkIn('2026-03-19', { symptoms: 'dizzy\nin the morning', mood: 5 }),
      checkIn('2026-03-01', { notes: 'long ago' }),
    ],
    page: page('2026-03-19', {
      points: [
        {
          id: 'p',
          agents: ['sleep'],
          section: 'what-changed',
          text: 'Deep sleep fell.',
          question: 'Could we look at it?',
          claims: ['shift-1'],
          citations: [],
          priority: 1,
          confidence: 'high',
        },
      ],
    }),
  });

  it('is told as it stands', () => {
    expect(text({ kind: 'medications' }, world)).toEqual(['Lisinopril: 20 mg, since 10 February.']);
    expect(text({ kind: 'appointment' }, world)).toEqual([
      'The next appointment is on 24 March at 14:30, in 4 days, with Dr Okafor (cardiology).',
      'A question for it: “Is the dose right?”',
    ]);
    expect(text({ kind: 'labs', analyte: 'tsh' }, world)).toEqual([
      'TSH was 2.1 mIU/L on 8 January (printed range 0.4 to 4).',
      'TSH was 3.4 mIU/L on 1 June 2025.',
    ]);
    expect(text({ kind: 'labs', analyte: null }, world)).toEqual([
      'TSH was 2.1 mIU/L on 8 January (printed range 0.4 to 4).',
      'Ferritin was <5 ug/L on 8 January.',
    ]);
    expect(text({ kind: 'check-ins', period: { kind: 'last', days: 7 } }, world)).toEqual([
      'There are check-ins of 1 day from 14 to 20 March.',
      '19 March: “dizzy in the morning”',
    ]);
    const points = told({ kind: 'page' }, world);
    expect(points.sentences).toEqual([
      { text: 'Deep sleep fell. To ask: Could we look at it?', metrics: [], findings: ['shift-1'] },
    ]);
    expect(points.limits[0]).toBe('These are the talking points of 19 March.');
  });

  it('says that the records cannot answer before it shows what there is', () => {
    const { sentences, limits } = answerQueries([{ kind: 'medications' }], 'treatment', world);
    expect(sentences[0]?.text).toMatch(/^rounds cannot say what to take, stop or change/);
    expect(sentences[1]?.text).toBe('Lisinopril: 20 mg, since 10 February.');
    expect(limits).toContain('Nothing here is a diagnosis.');
  });
});
