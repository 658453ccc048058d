import { describe, expect, it } from 'vitest';
import { kindOfSlot, newestSlotDay, priorityOf } from '../../../src/jobs/slots.ts';

describe('the day a daily slot was last due on', () => {
  it.each([
    // 10:00 in London is 10:00Z in winter and 09:00Z in summer; the clocks go forward on 29 March 2026.
    ['2026-03-28T10:00:00Z', 'Europe/London', '2026-03-28'],
    ['2026-03-28T09:50:00Z', 'Europe/London', '2026-03-27'],
    ['2026-03-29T09:00:00Z', 'Europe/London', '2026-03-29'],
    ['2026-03-29T08:50:00Z', 'Europe/London', '2026-03-28'],
    // They go back on 25 October.
    ['2026-10-25T09:00:00Z', 'Europe/London', '2026-10-24'],
    ['2026-10-25T10:00:00Z', 'Europe/London', '2026-10-25'],
    // In the middle of the night the newest morning is yesterday's.
    ['2026-03-20T03:00:00Z', 'Europe/London', '2026-03-19'],
    // One instant, two calendars.
    ['2026-03-20T00:30:00Z', 'Pacific/Auckland', '2026-03-20'],
    ['2026-03-20T00:30:00Z', 'America/Los_Angeles', '2026-03-19'],
    // A clock that is two minutes behind the one that rang.
    ['2026-03-20T09:58:00Z', 'Europe/London', '2026-03-20'],
  ])('at %s in %s is %s', (instant, zone, day) => {
    expect(newestSlotDay(new Date(instant), zone, '10:00')).toBe(day);
  });
});

describe('a slot', () => {
  it('puts what somebody waits for before the night, and the night before the past', () => {
    const slots = ['reanalysis:run:2026-03-20', 'nightly:2026-03-20', 'demand:1', 'appointment:2026-03-21'];
    const sorted = [...slots].sort((left, right) => priorityOf(left) - priorityOf(right));
    expect(sorted.map(kindOfSlot)).toEqual(['demand', 'appointment', 'nightly', 'reanalysis']);
  });
});
