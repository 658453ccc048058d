import { describe, expect, it } from 'vitest';
import type { Medication } from '../../../../src/domain/profile.ts';
import { medicationsAround } from '../../../../src/domain/red-flags/medications-around.ts';
import { parseDay } from '../../../../src/shared/day.ts';

type Change = readonly [day: string, action: Medication['events'][number]['action']];

const medicine = (name: string, ...events: Change[]): Medication => ({
  name,
  events: events.map(([day, action]) => ({ day: parseDay(day), action })),
});
const on = (day: string, ...medications: Medication[]) =>
  medicationsAround({ medications, adherence: [] }, parseDay(day));

describe('what counts as taken on a day', () => {
  const lisinopril = medicine('Lisinopril', ['2026-02-10', 'start'], ['2026-03-10', 'stop']);

  it.each([
    ['2026-02-09', []],
    ['2026-02-10', ['Lisinopril']],
    ['2026-03-01', ['Lisinopril']],
    ['2026-03-24', ['Lisinopril']],
    ['2026-03-25', []],
  ])('goes from its start to a fortnight after its end: %s', (day, names) => {
    expect(on(day, lisinopril)).toEqual(names);
  });

  it('is everything whose beginning nobody wrote down', () => {
    expect(on('2026-03-01', medicine('Ibuprofen'))).toEqual(['Ibuprofen']);
    expect(on('2026-03-01', medicine('Ramipril', ['2026-03-05', 'stop']))).toEqual(['Ramipril']);
    expect(on('2026-03-01', medicine('Ramipril', ['2026-03-05', 'dose']))).toEqual(['Ramipril']);
    expect(on('2026-03-20', medicine('Ramipril', ['2026-03-05', 'stop']))).toEqual([]);
  });

  it('is what the log of doses says, whether or not it is listed', () => {
    const dose = (day: string, taken: 'taken' | 'missed') =>
      ({ day: parseDay(day), medication: 'Codeine', taken }) as const;
    const logged = (...adherence: ReturnType<typeof dose>[]) =>
      medicationsAround({ medications: [], adherence }, parseDay('2026-03-20'));
    expect(logged(dose('2026-03-19', 'taken'))).toEqual(['Codeine']);
    expect(logged(dose('2026-03-19', 'missed'))).toEqual([]);
    expect(logged(dose('2026-03-01', 'taken'))).toEqual([]);
    expect(logged(dose('2026-03-21', 'taken'))).toEqual([]);
  });
});
