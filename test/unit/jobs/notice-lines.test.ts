import { describe, expect, it } from 'vitest';
import { noticeLines } from '../../../src/jobs/notice-lines.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { flagOn, pageOn, pointOn, shiftOn } from '../../support/digest-pages.ts';
import { digest, findingsReport } from '../../support/stores/samples.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

const store = setStore(sqliteSite);
const day = '2026-03-20';
const usual = { low: 46, median: 53, high: 61, nights: 50, z: -2.6 };
const appointment = {
  day: parseDay('2026-03-21'),
  time: '10:30',
  clinician: 'Dr Reyes',
  specialty: 'cardiology',
  daysAway: 1,
};

/** A round with one unusual night, a change and a flag on its page, and an appointment the day after. */
async function roundWith(slot: string) {
  const { anna, rounds, steps, findings, pages } = store();
  const round = await rounds.upsert(anna, slot, parseDay(day));
  const claim = await steps.claim(round.id, anna.id, 'coordinate');
  if (claim === undefined) throw new Error('a fresh step can be claimed');
  const points = [pointOn(day, flagOn(day)), pointOn(day, shiftOn(day, 'hrv'))];
  await steps.finish(claim, async (transaction) => {
    const report = { ...findingsReport, lastNight: [{ metric: 'hrv', day, value: 38, usual }] };
    await findings.insert(transaction, anna, round.id, { engine: '1', dataHash: 'hash', report });
    await pages.put(transaction, anna, round.id, pageOn(day, points, { appointment }).page);
  });
  return round;
}

describe('what a notice tells besides that there is something to read', () => {
  it('is the line of the night for somebody who wants values, and nothing for all others', async () => {
    const { anna } = store();
    const { id } = await roundWith('nightly:2026-03-20');
    const telling = { kind: 'page', about: id } as const;
    expect(await noticeLines(store(), anna, telling, true)).toEqual(['HRV 38 ms (usual 46–61).']);
    expect(await noticeLines(store(), anna, telling, false)).toEqual([]);
  });

  it('is, whoever wants what, that the ring is not heard', async () => {
    const { anna, announcements } = store();
    const round = await roundWith('nightly:2026-03-20');
    await announcements.insert(anna, round, {
      isTold: true,
      news: ['connection', 'no-nights'],
      farOff: [],
      connection: 'reconnect',
    });
    expect(await noticeLines(store(), anna, { kind: 'page', about: round.id }, false)).toEqual([
      expect.stringContaining('Connect again'),
      'No night has come from the ring for several days.',
    ]);
  });

  it('is what moved in the week', async () => {
    const { anna, digests } = store();
    const mover = {
      metric: 'restingHeartRate',
      value: 64,
      n: 7,
      usual: { low: 55, median: 57, high: 60, n: 84 },
      z: 2.9,
    };
    const moved = {
      usualFrom: parseDay('2025-12-22'),
      usualTo: parseDay('2026-03-15'),
      compared: 24,
      movers: [mover],
    };
    await digests.insert(anna, digest('2026-03-22', { moved }));
    const telling = { kind: 'digest', about: '2026-03-22' } as const;
    expect(await noticeLines(store(), anna, telling, true)).toEqual([
      'Resting heart rate 64 bpm (usual 55–60)',
    ]);
    expect(await noticeLines(store(), anna, telling, false)).toEqual([]);
  });

  it('is for whom a pack is and what its page says, and never what raised a red flag', async () => {
    const { anna } = store();
    const { id } = await roundWith('appointment:2026-03-21');
    const telling = { kind: 'appointment', about: id } as const;
    expect(await noticeLines(store(), anna, telling, true)).toEqual([
      'For Dr Reyes.',
      '- shift of hrv, as told on 2026-03-20.',
    ]);
    expect(await noticeLines(store(), anna, telling, false)).toEqual([]);
    expect(await noticeLines(store(), anna, { kind: 'red-flag', about: 'any' }, true)).toEqual([]);
  });
});
