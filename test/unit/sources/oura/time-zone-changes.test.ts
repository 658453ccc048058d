import { describe, expect, it } from 'vitest';
import type { RawDocument } from '../../../../src/domain/raw-document.ts';
import { parseDay } from '../../../../src/shared/day.ts';
import { timeZoneChanges } from '../../../../src/sources/oura/time-zone-changes.ts';

const night = (day: string, end: string, type = 'long_sleep'): RawDocument => ({
  source: 'oura',
  collection: 'sleep',
  documentId: `${day}-${type}`,
  day: parseDay(day),
  body: { type, bedtime_end: end },
});

describe('changes of the time zone', () => {
  it('are the mornings on which the clock began to differ from home', () => {
    const nights = [
      night('2026-03-10', '2026-03-10T07:00:00+00:00'),
      night('2026-03-12', '2026-03-12T07:00:00.000-05:00'),
      night('2026-03-11', '2026-03-11T07:00:00-05:00'),
      night('2026-03-15', '2026-03-15T07:00:00+00:00'),
      night('2026-03-16', '2026-03-16T12:30:00+05:30'),
    ];
    expect(timeZoneChanges(nights, 'Europe/London')).toEqual([
      { day: '2026-03-11', kind: 'timezone', label: 'clock 5 hours behind Europe/London' },
      { day: '2026-03-15', kind: 'timezone', label: 'clock back on Europe/London time' },
      { day: '2026-03-16', kind: 'timezone', label: 'clock 5.5 hours ahead of Europe/London' },
    ]);
  });

  it('are not the summer time of home, a nap, or a night whose clock is not told', () => {
    const nights = [
      night('2026-03-28', '2026-03-28T07:00:00+00:00'),
      night('2026-03-29', '2026-03-29T07:00:00+01:00'),
      night('2026-03-30', '2026-03-30T14:00:00+09:00', 'sleep'),
      night('2026-03-31', '2026-03-31T07:00:00'),
      night('2026-04-01', 'soon'),
    ];
    expect(timeZoneChanges(nights, 'Europe/London')).toEqual([]);
  });
});
