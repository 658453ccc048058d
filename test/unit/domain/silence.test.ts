import { describe, expect, it } from 'vitest';
import type { LastNight } from '../../../src/domain/finding.ts';
import { decideAnnouncement, type NightOfNotice } from '../../../src/domain/silence.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { chainOn, flagOn, pageOn, pointOn, shiftOn } from '../../support/digest-pages.ts';
import { findingsReport } from '../../support/stores/samples.ts';

const today = '2026-03-20';
const pageWith = (day: string, ...found: readonly Parameters<typeof pointOn>[1][]) =>
  pageOn(
    day,
    found.map((finding) => pointOn(day, finding)),
  ).page;
const known = pageWith('2026-03-17', shiftOn('2026-03-17', 'hrv'));

function decide(night: Partial<NightOfNotice> = {}) {
  return decideAnnouncement({
    page: pageWith(today, shiftOn(today, 'hrv')),
    lastNight: [],
    connection: 'connected',
    lastTold: { page: known, connection: 'connected' },
    told: [],
    daily: 'changes',
    ...night,
  });
}

const reading = (metric: string, value: number, z: number): LastNight => ({
  metric,
  day: today,
  value,
  usual: { low: 46, median: 53, high: 61, nights: 50, z },
});

describe('the silence budget', () => {
  it('says nothing of a night that brought nothing', () => {
    expect(decide()).toEqual({
      isTold: false,
      news: [],
      farOff: [],
      connection: 'connected',
    });
    expect(decide({ page: pageWith(today), lastTold: undefined }).isTold).toBe(false);
  });

  it('tells of a point that is new, whatever its words and its day, and of one that is gone', () => {
    expect(decide({ page: pageWith(today, shiftOn(today, 'hrv'), shiftOn(today, 'steps')) }).news).toEqual([
      'new-point',
    ]);
    expect(decide({ page: pageWith(today) })).toMatchObject({ isTold: true, news: ['point-gone'] });
    expect(decide({ lastTold: undefined }).news).toEqual(['new-point']);
    expect(decide({ page: pageWith(today, shiftOn(today, 'hrv'), chainOn(today)) }).news).toEqual([
      'new-point',
    ]);
  });

  it('calls nothing gone from too little data, nor what passes by its nature', () => {
    const coverage = { ...findingsReport.coverage, sufficient: false };
    expect(decide({ page: { ...pageWith(today), coverage } }).news).toEqual([]);
    const flagged = { page: pageWith('2026-03-19', flagOn('2026-03-19')), connection: 'connected' } as const;
    expect(decide({ page: pageWith(today), lastTold: flagged }).news).toEqual([]);
  });

  it('tells of a night far outside the own range, in a main metric', () => {
    expect(decide({ lastNight: [reading('hrv', 30, -2.6)] }).news).toEqual(['unusual-night']);
    expect(decide({ lastNight: [reading('hrv', 45, -1.3)] }).news).toEqual([]);
    expect(decide({ lastNight: [reading('hrv', 50, -2.6)] }).news).toEqual([]);
    expect(decide({ lastNight: [reading('spo2', 90, -4)] }).news).toEqual([]);
    const { usual: _none, ...bare } = reading('hrv', 30, -4);
    expect(decide({ lastNight: [bare] }).news).toEqual([]);
  });

  it('tells once that a connection broke, and once that nights are missing', () => {
    expect(decide({ connection: 'reconnect' }).news).toEqual(['connection']);
    expect(decide({ connection: 'none' }).news).toEqual([]);
    const then = { page: known, connection: 'reconnect' } as const;
    expect(decide({ connection: 'reconnect', lastTold: then }).news).toEqual([]);

    const gap = (from: string, to: string) => ({
      ...findingsReport.coverage,
      missing: [{ from, to, reason: 'not synced yet or not worn' }],
    });
    const page = (coverage: typeof findingsReport.coverage) => ({
      ...pageWith(today, shiftOn(today, 'hrv')),
      coverage,
    });
    expect(decide({ page: page(gap('2026-03-18', today)) }).news).toEqual(['no-nights']);
    expect(decide({ page: page(gap('2026-03-19', today)) }).news).toEqual([]);
    expect(decide({ page: page(gap('2026-03-10', '2026-03-19')) }).news).toEqual([]);
    const gone = { ...known, coverage: gap('2026-03-15', '2026-03-17') };
    expect(
      decide({ page: page(gap('2026-03-15', today)), lastTold: { page: gone, connection: 'connected' } })
        .news,
    ).toEqual([]);
  });

  const toldOn = (...numbers: number[]) =>
    numbers.map((number) => ({ asOf: parseDay(`2026-03-${number}`), farOff: [] }));

  it('tells three times in seven days at most, and then keeps the news for a later night', () => {
    const news = { page: pageWith(today, shiftOn(today, 'steps')), lastTold: undefined };
    expect(decide({ ...news, told: toldOn(18, 16, 14) })).toMatchObject({
      isTold: false,
      news: ['new-point'],
    });
    expect(decide({ ...news, told: toldOn(18, 16, 13) }).isTold).toBe(true);
  });

  it('keeps the third for what matters more than an unusual night or a point that is gone', () => {
    const gone = { page: pageWith(today) };
    expect(decide({ ...gone, told: toldOn(18, 14) })).toMatchObject({ isTold: false, news: ['point-gone'] });
    expect(decide({ ...gone, told: toldOn(18, 13) }).isTold).toBe(true);
    expect(decide({ ...gone, told: toldOn(18, 14), connection: 'refused' }).isTold).toBe(true);
  });

  it('tells of unusual nights in a row once, until another metric or the other side is far off', () => {
    const told = [{ asOf: parseDay('2026-03-18'), farOff: ['hrv below'] }];
    expect(decide({ lastNight: [reading('hrv', 30, -2.6)], told })).toMatchObject({
      news: [],
      farOff: ['hrv below'],
    });
    expect(decide({ lastNight: [reading('hrv', 80, 2.6)], told }).news).toEqual(['unusual-night']);
    expect(decide({ lastNight: [reading('restingHeartRate', 80, 2.6)], told }).news).toEqual([
      'unusual-night',
    ]);
    const longAgo = [{ asOf: parseDay('2026-03-13'), farOff: ['hrv below'] }];
    expect(decide({ lastNight: [reading('hrv', 30, -2.6)], told: longAgo }).news).toEqual(['unusual-night']);
  });

  it('does not call gone what is still a hint', () => {
    const hint = { ...shiftOn(today, 'hrv'), grade: 'watch' as const };
    expect(decide({ page: pageOn(today, [], { findings: [hint] }).page }).news).toEqual([]);
  });

  it('does as the person chose', () => {
    expect(decide({ daily: 'every-day' })).toMatchObject({ isTold: true, news: [] });
    expect(decide({ daily: 'never', page: pageWith(today) })).toMatchObject({ isTold: false });
  });
});
