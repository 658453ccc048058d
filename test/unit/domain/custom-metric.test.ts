import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aggregationHints,
  type DatedValue,
  dailyValues,
  dayOfObservation,
  decimalsFor,
} from '../../../src/domain/custom-metric.ts';
import { parseDay } from '../../../src/shared/day.ts';

const at = (day: string, time: string, value: number): DatedValue => ({
  day: parseDay(day),
  occurredAt: `${day}T${time}:00.000Z`,
  value,
});

describe('the value of a day', () => {
  // In the order of the day: 2, 7, 3.
  const given = [
    at('2026-06-10', '20:00', 3),
    at('2026-06-10', '08:00', 2),
    at('2026-06-10', '12:00', 7),
    at('2026-06-11', '09:00', -5),
  ];

  it.each([
    ['avg', 4],
    ['sum', 12],
    ['min', 2],
    ['max', 7],
    ['last', 3],
    ['count', 3],
  ] as const)('by %s is %d', (hint, value) => {
    expect(dailyValues(given, hint)).toEqual([
      { day: '2026-06-10', value },
      { day: '2026-06-11', value: hint === 'count' ? 1 : -5 },
    ]);
  });

  it('is missing where nothing was observed, and does not depend on the order of arrival', () => {
    expect(dailyValues([], 'sum')).toEqual([]);
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 1, maxLength: 20 });
    const property = fc.property(times, fc.constantFrom(...aggregationHints), (minutes, hint) => {
      const all = minutes.map((minute) =>
        at('2026-06-10', `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`, minute / 7),
      );
      const result = dailyValues(all, hint);
      expect(dailyValues([...all].reverse(), hint)).toEqual(result);
      expect(result).toHaveLength(1);
      if (hint === 'count') return;
      const [least, most] = [Math.min(...minutes) / 7, Math.max(...minutes) / 7];
      const told = hint === 'sum' ? (result[0]?.value ?? 0) / minutes.length : (result[0]?.value ?? 0);
      expect(told).toBeGreaterThanOrEqual(least - 1e-9);
      expect(told).toBeLessThanOrEqual(most + 1e-9);
    });
    fc.assert(property, { seed: 20_260_610, numRuns: 100 });
  });
});

describe('the day of an observation', () => {
  it.each(['Pacific/Kiritimati', 'Asia/Tokyo', 'Europe/London', 'America/New_York', 'Pacific/Pago_Pago'])(
    'is the date that a program writes as midnight in UTC, in %s too',
    (zone) => {
      for (const text of ['2026-06-10T00:00:00Z', '2026-06-10T00:00Z', '2026-06-10T00:00:00.000Z'])
        expect(dayOfObservation(text, zone)).toBe('2026-06-10');
    },
  );

  it.each([
    // The same instant, written as one: 20:00 of the evening before in New York.
    ['2026-06-10T00:00:00+00:00', 'America/New_York', '2026-06-09'],
    ['2026-06-10T00:30:00Z', 'America/New_York', '2026-06-09'],
    ['2026-06-10T00:30:00Z', 'Asia/Tokyo', '2026-06-10'],
    ['2026-06-09T23:30:00Z', 'Europe/London', '2026-06-10'],
    ['2026-06-10T01:00:00+02:00', 'Europe/London', '2026-06-10'],
    ['2026-06-10T12:00:00Z', 'Pacific/Kiritimati', '2026-06-11'],
    // London goes to summer time on 29 March 2026 at 1:00 and back on 25 October at 1:00, both in UTC.
    ['2026-03-28T23:30:00Z', 'Europe/London', '2026-03-28'],
    ['2026-03-29T22:59:59Z', 'Europe/London', '2026-03-29'],
    ['2026-03-29T23:00:00Z', 'Europe/London', '2026-03-30'],
    ['2026-10-24T23:00:00Z', 'Europe/London', '2026-10-25'],
    ['2026-10-25T23:59:59Z', 'Europe/London', '2026-10-25'],
    // New York goes to summer time on 8 March 2026 at 7:00 in UTC.
    ['2026-03-08T04:59:00Z', 'America/New_York', '2026-03-07'],
    ['2026-03-09T03:59:00Z', 'America/New_York', '2026-03-08'],
    ['2026-03-09T04:00:00Z', 'America/New_York', '2026-03-09'],
  ])('of %s in %s is %s', (text, zone, day) => expect(dayOfObservation(text, zone)).toBe(day));
});

describe('decimals', () => {
  it.each([
    ['none for steps of tens', [60, 70, 80, 90, 100], 0],
    ['one for a spread of a few', [1, 2, 3, 4, 5], 1],
    ['two for tenths', [36.4, 36.5, 36.6, 36.7, 36.8], 2],
    ['no more than six', [0, 1e-12, 2e-12], 6],
    ['one where nothing varies', [7, 7, 7], 1],
    ['one where nothing is', [Number.NaN], 1],
  ])('%s', (_what, values, decimals) => expect(decimalsFor(values)).toBe(decimals));
});

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
