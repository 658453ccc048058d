import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkInSchema, dailyScores, reporters, saysSomething } from '../../../src/domain/check-in.ts';
import { checkIn, value } from '../../support/stores/samples.ts';

describe('a check-in', () => {
  it('runs from 0 to 10, halves included, and is the person’s own unless it says otherwise', () => {
    expect(checkInSchema.parse({ day: '2026-03-18', mood: 0, energy: 10, pain: 2.5, notes: ' \n' })).toEqual({
      day: '2026-03-18',
      reporter: 'self',
      mood: 0,
      energy: 10,
      pain: 2.5,
      symptoms: '',
      notes: '',
    });
    for (const wrong of [-0.1, 10.1, '5', Number.NaN]) {
      expect(checkInSchema.safeParse({ day: '2026-03-18', mood: wrong }).success).toBe(false);
    }
    expect(checkInSchema.safeParse({ day: '2026-03-18', reporter: 'doctor' }).success).toBe(false);
  });

  it('says something by any one answer, a zero too', () => {
    expect(saysSomething(checkIn('2026-03-18'))).toBe(false);
    expect(saysSomething(checkIn('2026-03-18', { pain: 0 }))).toBe(true);
    expect(saysSomething(checkIn('2026-03-18', { symptoms: 'dizzy' }))).toBe(true);
    expect(saysSomething(checkIn('2026-03-18', { notes: 'fine' }))).toBe(true);
  });
});

describe('the scores of a day', () => {
  it('are the person’s own, and a caregiver’s where the person gave none', () => {
    const own = checkIn('2026-03-18', { mood: 7, pain: 0 });
    const carers = checkIn('2026-03-18', { reporter: 'caregiver', mood: 3, pain: 6, energy: 2 });
    const nextDay = checkIn('2026-03-19', { reporter: 'caregiver', fatigue: 8 });
    const expected = [
      value('energy', '2026-03-18', 2),
      value('fatigue', '2026-03-19', 8),
      value('mood', '2026-03-18', 7),
      value('pain', '2026-03-18', 0),
    ];
    const byMetric = (told: Parameters<typeof dailyScores>[0]) =>
      dailyScores(told).sort((left, right) => (left.metric < right.metric ? -1 : 1));
    expect(byMetric([own, carers, nextDay])).toEqual(expected);
    expect(byMetric([nextDay, carers, own])).toEqual(expected);
  });

  it('are one at most a day and metric, whoever told what', () => {
    const score = fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined });
    const told = fc.uniqueArray(
      fc.record({
        day: fc.constantFrom('2026-03-18', '2026-03-19'),
        reporter: fc.constantFrom(...reporters),
        mood: score,
        pain: score,
      }),
      { selector: ({ day, reporter }) => `${day} ${reporter}` },
    );
    fc.assert(
      fc.property(told, (answers) => {
        const scores = dailyScores(answers.map(({ day, ...fields }) => checkIn(day, present(fields))));
        const answerOf = (day: string, reporter: string, metric: 'mood' | 'pain') =>
          answers.find((answer) => answer.day === day && answer.reporter === reporter)?.[metric];
        for (const day of ['2026-03-18', '2026-03-19']) {
          for (const metric of ['mood', 'pain'] as const) {
            const expected = answerOf(day, 'self', metric) ?? answerOf(day, 'caregiver', metric);
            const found = scores.filter((one) => one.day === day && one.metric === metric);
            expect(found.map(({ value: number }) => number)).toEqual(
              expected === undefined ? [] : [expected],
            );
          }
        }
      }),
      { seed: 20_260_320, numRuns: 200 },
    );
  });
});

function present<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, answer]) => answer !== undefined),
  ) as Partial<Fields>;
}
