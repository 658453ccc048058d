import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  type Day,
  dayFromNumber,
  dayInZone,
  dayNumber,
  daysBetween,
  isDay,
  isTimeZone,
  parseDay,
  spellDay,
  weekdayOf,
} from '../../../src/shared/day.ts';

const SEED = 20_260_320;
const day = (text: string): Day => parseDay(text);
const anyDay = fc
  .integer({ min: dayNumber(day('1900-01-01')), max: dayNumber(day('2199-12-31')) })
  .map(dayFromNumber);
const step = fc.integer({ min: -40_000, max: 40_000 });

describe('reading a day', () => {
  it.each(['2026-03-20', '2024-02-29', '2000-02-29', '1970-01-01', '1899-12-31'])('takes %s', (text) => {
    expect(isDay(text)).toBe(true);
    expect(parseDay(text)).toBe(text);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '20260320',
    '2026-03-20T00:00:00Z',
    ' 2026-03-20',
    '2026-03-20\n',
    '２０２６-03-20',
    '',
  ])('refuses %j', (text) => {
    expect(isDay(text)).toBe(false);
    expect(() => parseDay(text)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });
});

describe('counting days', () => {
  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-02-28', 2, '2024-03-01'],
    ['2025-02-28', 1, '2025-03-01'],
    ['2100-02-28', 1, '2100-03-01'],
    ['2000-02-28', 1, '2000-02-29'],
    ['2024-02-29', 366, '2025-03-01'],
    ['2025-12-31', 1, '2026-01-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['1970-01-01', -1, '1969-12-31'],
    ['2026-03-20', 0, '2026-03-20'],
    // The clocks change on 29 March 2026 in Europe and on 8 March in America: no day is lost or doubled.
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-03-07', 2, '2026-03-09'],
  ])('%s and %i days are %s', (from, days, to) => {
    expect(addDays(day(from), days)).toBe(to);
    expect(daysBetween(day(from), day(to))).toBe(days);
  });

  it('numbers the days from the first of 1970', () => {
    expect(dayNumber(day('1970-01-01'))).toBe(0);
    expect(dayNumber(day('1969-12-31'))).toBe(-1);
    expect(dayNumber(day('2000-01-01'))).toBe(10_957);
    expect(dayFromNumber(10_957)).toBe('2000-01-01');
  });

  it('undoes itself', () => {
    fc.assert(
      fc.property(anyDay, step, (from, days) => {
        const to = addDays(from, days);
        expect(daysBetween(from, to)).toBe(days);
        expect(addDays(to, -days)).toBe(from);
        expect(dayFromNumber(dayNumber(to))).toBe(to);
        expect(isDay(to)).toBe(true);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('goes the same way in one stride or in two, and keeps the order', () => {
    fc.assert(
      fc.property(anyDay, step, step, (from, one, other) => {
        expect(addDays(addDays(from, one), other)).toBe(addDays(from, one + other));
        expect(addDays(from, one) < addDays(from, other)).toBe(one < other);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('weekdays', () => {
  it.each([
    ['1970-01-01', 3],
    ['1969-07-20', 6],
    ['2000-01-01', 5],
    ['2024-02-29', 3],
    ['2026-03-20', 4],
    ['2026-03-23', 0],
    ['1900-01-01', 0],
  ])('%s is weekday %i, counted from Monday', (text, weekday) => {
    expect(weekdayOf(dayNumber(day(text)))).toBe(weekday);
  });

  it('come round every seven days', () => {
    fc.assert(
      fc.property(anyDay, (from) => {
        const number = dayNumber(from);
        expect(weekdayOf(number + 7)).toBe(weekdayOf(number));
        expect(weekdayOf(number + 1)).toBe((weekdayOf(number) + 1) % 7);
      }),
      { seed: SEED },
    );
  });
});

describe('the day it is somewhere', () => {
  it.each([
    ['2026-03-20T00:30:00Z', 'Europe/London', '2026-03-20'],
    ['2026-03-20T00:30:00Z', 'America/New_York', '2026-03-19'],
    ['2026-03-20T23:30:00Z', 'Europe/Berlin', '2026-03-21'],
    // The night of the change: at 00:30 UTC Berlin is still an hour ahead, at 22:30 UTC it is two.
    ['2026-03-28T22:30:00Z', 'Europe/Berlin', '2026-03-28'],
    ['2026-03-28T23:30:00Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-03-29T22:30:00Z', 'Europe/Berlin', '2026-03-30'],
    ['2026-10-25T22:30:00Z', 'Europe/Berlin', '2026-10-25'],
    // Either side of the date line at one moment.
    ['2026-03-20T10:30:00Z', 'Pacific/Kiritimati', '2026-03-21'],
    ['2026-03-20T10:30:00Z', 'Pacific/Pago_Pago', '2026-03-19'],
    // Samoa left out 30 December 2011 altogether.
    ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
    ['2026-03-20T18:15:00Z', 'Asia/Kathmandu', '2026-03-21'],
    ['2026-03-20T18:14:59Z', 'Asia/Kathmandu', '2026-03-20'],
    ['2024-02-29T23:59:59.999Z', 'UTC', '2024-02-29'],
  ])('at %s in %s is %s', (instant, zone, expected) => {
    expect(dayInZone(new Date(instant), zone)).toBe(expected);
  });

  it('agrees with the calendar of the platform, whatever the moment and the zone', () => {
    const zones = [
      'Europe/London',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Asia/Tehran',
      'UTC',
    ];
    const moments = fc.date({
      min: new Date('1990-01-01'),
      max: new Date('2040-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, fc.constantFrom(...zones), (moment, timeZone) => {
        const platform = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment);
        expect(dayInZone(moment, timeZone)).toBe(platform);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('knows the names of zones', () => {
    expect(['Europe/London', 'UTC', 'America/Argentina/Buenos_Aires'].every(isTimeZone)).toBe(true);
    expect(['Europe/Atlantis', '', 'London', 'GMT+25'].some(isTimeZone)).toBe(false);
  });
});

describe('spelling a day', () => {
  it('says day and month, and the weekday and the year where they are asked for', () => {
    expect(spellDay(day('2026-03-07'))).toBe('7 March');
    expect(spellDay(day('2026-03-07'), { year: true })).toBe('7 March 2026');
    expect(spellDay(day('2026-03-07'), { weekday: true })).toBe('Saturday 7 March');
    expect(spellDay(day('2024-02-29'), { weekday: true, year: true })).toBe('Thursday 29 February 2024');
    expect(spellDay(day('2026-12-31'))).toBe('31 December');
    expect(spellDay(day('2026-01-01'))).toBe('1 January');
  });
});
