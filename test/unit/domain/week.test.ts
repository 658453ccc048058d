import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf, lastEndedWeek, parseWeekEnding, weekEnding } from '../../../src/domain/week.ts';
import { dayInZone, daysBetween, parseDay, startOfDay } from '../../../src/shared/day.ts';

const endedAt = (iso: string, zone: string): string => lastEndedWeek(new Date(iso), zone).to;

describe('the last week that is over', () => {
  it('ends on the Sunday before, from Monday to the next Sunday', () => {
    // 23 March 2026 is a Monday.
    expect(endedAt('2026-03-23T11:00:00Z', 'Europe/London')).toBe('2026-03-22');
    expect(endedAt('2026-03-29T20:00:00Z', 'Europe/London')).toBe('2026-03-22');
    expect(endedAt('2026-03-30T00:00:00Z', 'Europe/London')).toBe('2026-03-29');
  });

  it('belongs to the place: there it is still Sunday, here it is Monday', () => {
    const instant = '2026-03-22T15:30:00Z';
    expect(endedAt(instant, 'America/Los_Angeles')).toBe('2026-03-15');
    expect(endedAt(instant, 'Asia/Tokyo')).toBe('2026-03-22');
    expect(endedAt('2026-03-22T10:30:00Z', 'Pacific/Kiritimati')).toBe('2026-03-22');
  });

  it.each([
    // Clocks go forward at 1:00 on Sunday 29 March, back at 2:00 on Sunday 25 October.
    ['Europe/London', '2026-03-29T22:59:59Z', '2026-03-22'],
    ['Europe/London', '2026-03-29T23:00:00Z', '2026-03-29'],
    ['Europe/London', '2026-10-25T23:59:59Z', '2026-10-18'],
    ['Europe/London', '2026-10-26T00:00:00Z', '2026-10-25'],
    // Forward at midnight: Sunday 6 September begins at 1:00.
    ['America/Santiago', '2026-09-07T02:59:59Z', '2026-08-30'],
    ['America/Santiago', '2026-09-07T03:00:00Z', '2026-09-06'],
    // Half an hour, backwards on Sunday 5 April.
    ['Australia/Lord_Howe', '2026-04-05T13:29:59Z', '2026-03-29'],
    ['Australia/Lord_Howe', '2026-04-05T13:30:00Z', '2026-04-05'],
  ])('changes at midnight, on the clock of %s, at %s', (zone, iso, sunday) => {
    expect(endedAt(iso, zone)).toBe(sunday);
  });

  it('is over, and the next one is not, at any instant in any zone', () => {
    const zones = [
      'Europe/London',
      'America/Santiago',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'Africa/Casablanca',
    ];
    const instants = fc.date({
      min: new Date('2001-01-01'),
      max: new Date('2045-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (now, zone) => {
        const { from, to } = lastEndedWeek(now, zone);
        expect(startOfDay(to, 'UTC').getUTCDay()).toBe(0);
        expect(daysBetween(from, to)).toBe(6);
        const since = daysBetween(to, dayInZone(now, zone));
        expect(since >= 1 && since <= 7).toBe(true);
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});

describe('a week', () => {
  it('has seven days from Monday to Sunday', () => {
    expect(daysOf(weekEnding(parseDay('2026-03-01')))).toEqual([
      '2026-02-23',
      '2026-02-24',
      '2026-02-25',
      '2026-02-26',
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
    ]);
  });

  it('is named by its Sunday; another day is told which one that is', () => {
    expect(parseWeekEnding(parseDay('2026-03-22'))).toEqual({ from: '2026-03-16', to: '2026-03-22' });
    expect(() => parseWeekEnding(parseDay('2026-03-16'))).toThrow('2026-03-22');
    expect(() => parseWeekEnding(parseDay('2026-03-23'))).toThrow('2026-03-29');
  });
});
