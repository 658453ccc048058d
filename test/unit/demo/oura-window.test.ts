import { describe, expect, it } from 'vitest';
import { collectionRules, isInside, parseRange } from '../../../src/demo/oura-cloud/window.ts';

const now = Date.parse('2026-05-20T09:00:00Z');

function returned(
  collection: string,
  document: Record<string, unknown>,
  start: string,
  end: string,
): boolean {
  const rule = collectionRules[collection];
  const range = rule && parseRange(rule, new URLSearchParams({ start_date: start, end_date: end }), now);
  return rule !== undefined && range !== undefined && isInside(rule, document, range);
}

describe('the window rule: one timestamp, in UTC, against midnight UTC of both dates', () => {
  const lateNight = { day: '2026-05-10', bedtime_start: '2026-05-09T23:30:00.000+01:00' };

  it('finds a night that starts at 23:30+01:00 on the UTC day before its own', () => {
    expect(returned('sleep', lateNight, '2026-05-09', '2026-05-10')).toBe(true);
    expect(returned('sleep', lateNight, '2026-05-10', '2026-05-11')).toBe(false);
    expect(returned('sleep', lateNight, '2026-05-10', '2026-05-10')).toBe(false);
  });

  it('finds a night of a zone behind UTC only with the day after as end', () => {
    const western = { day: '2026-05-10', bedtime_start: '2026-05-09T22:40:00.000-05:00' };
    expect(returned('sleep', western, '2026-05-09', '2026-05-10')).toBe(false);
    expect(returned('sleep', western, '2026-05-10', '2026-05-11')).toBe(true);
  });

  it('leaves out a night that starts exactly at the end, and takes one that starts at the start', () => {
    const midnight = { day: '2026-05-10', bedtime_start: '2026-05-10T00:00:00.000+00:00' };
    expect(returned('sleep', midnight, '2026-05-09', '2026-05-10')).toBe(false);
    expect(returned('sleep', midnight, '2026-05-10', '2026-05-11')).toBe(true);
  });

  it.each(['daily_sleep', 'daily_readiness'])('counts the end day of %s', (collection) => {
    const document = { day: '2026-05-10', timestamp: '2026-05-10T00:00:00.000+00:00' };
    expect(returned(collection, document, '2026-05-10', '2026-05-10')).toBe(true);
    expect(returned(collection, document, '2026-05-08', '2026-05-10')).toBe(true);
    expect(returned(collection, document, '2026-05-11', '2026-05-12')).toBe(false);
  });

  it('goes by the day where a document has no timestamp', () => {
    expect(returned('daily_spo2', { day: '2026-05-10' }, '2026-05-10', '2026-05-10')).toBe(true);
    expect(returned('daily_spo2', { day: '2026-05-10' }, '2026-05-11', '2026-05-11')).toBe(false);
  });

  it('never returns an activity day when it is the end, and loses it east of UTC+4', () => {
    const london = { day: '2026-05-10', timestamp: '2026-05-10T04:00:00.000+01:00' };
    expect(returned('daily_activity', london, '2026-05-10', '2026-05-10')).toBe(false);
    expect(returned('daily_activity', london, '2026-05-10', '2026-05-11')).toBe(true);
    const tokyo = { day: '2026-05-10', timestamp: '2026-05-10T04:00:00.000+09:00' };
    expect(returned('daily_activity', tokyo, '2026-05-10', '2026-05-11')).toBe(false);
    expect(returned('daily_activity', tokyo, '2026-05-09', '2026-05-10')).toBe(true);
  });

  it('takes a date-time as it is written', () => {
    const london = { day: '2026-05-10', timestamp: '2026-05-10T04:00:00.000+01:00' };
    expect(returned('daily_activity', london, '2026-05-10', '2026-05-10T23:59:59')).toBe(true);
    expect(returned('daily_activity', london, '2026-05-10', '2026-05-10T03:30:00+01:00')).toBe(false);
  });

  it('reads no range that is not one', () => {
    const rule = collectionRules.sleep;
    if (rule === undefined) throw new Error('no rule');
    for (const query of ['start_date=tomorrow', 'start_date=2026-05-11&end_date=2026-05-10', 'end_date=1']) {
      expect(parseRange(rule, new URLSearchParams(query), now)).toBeUndefined();
    }
  });
});
