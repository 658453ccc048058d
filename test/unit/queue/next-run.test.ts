import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRun } from '../../../src/queue/next-run.ts';

const next = (instant: string, pattern: string, tz: string) => {
  const due = nextRun(Date.parse(instant), { pattern, tz });
  return due === undefined ? undefined : new Date(due).toISOString();
};

describe('the next run of a schedule', () => {
  it.each([
    ['2026-03-28T10:00:00Z', '0 10 * * *', 'Europe/London', '2026-03-29T09:00:00.000Z'],
    ['2026-03-28T09:59:59Z', '0 10 * * *', 'Europe/London', '2026-03-28T10:00:00.000Z'],
    ['2026-04-04T00:00:00Z', '0 10 * * *', 'Australia/Lord_Howe', '2026-04-04T23:30:00.000Z'],
    ['2026-10-03T00:00:00Z', '0 10 * * *', 'Australia/Lord_Howe', '2026-10-03T23:00:00.000Z'],
    // Left out by the change: 02:30 does not exist in Berlin on 29 March 2026.
    ['2026-03-29T00:00:00Z', '30 2 * * *', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    // Samoa had no 30 December 2011.
    ['2011-12-29T21:00:00Z', '0 10 * * *', 'Pacific/Apia', '2011-12-30T20:00:00.000Z'],
    // 20 March 2026 is a Friday.
    ['2026-03-20T12:00:00Z', '0 11 * * 1', 'Europe/London', '2026-03-23T11:00:00.000Z'],
    ['2026-03-23T11:00:00Z', '0 11 * * 1', 'Europe/London', '2026-03-30T10:00:00.000Z'],
    ['2026-03-20T12:00:00Z', '0 11 * * 0', 'Europe/London', '2026-03-22T11:00:00.000Z'],
    // Whatever is no time of day is left to the library.
    ['2026-03-20T12:03:00Z', '*/10 * * * *', 'UTC', '2026-03-20T12:10:00.000Z'],
    ['2026-03-20T12:03:00Z', '* * * * * *', 'UTC', '2026-03-20T12:03:01.000Z'],
  ])('after %s by %s in %s is %s', (instant, pattern, zone, due) => {
    expect(next(instant, pattern, zone)).toBe(due);
  });

  it('is later than now, within 26 hours, and shows the time of day, wherever and whenever', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const instants = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2035-01-01') });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (now, timeZone) => {
        const due = nextRun(now, { pattern: '0 10 * * *', tz: timeZone }) ?? Number.NaN;
        expect(due).toBeGreaterThan(now);
        expect(due - now).toBeLessThanOrEqual(26 * 3_600_000);
        const local = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone });
        expect(local.format(due)).toBe('10:00');
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
