import { expect, it } from 'vitest';
import { parseDay } from '../../../src/shared/day.ts';
import type { Store } from './stage.ts';

const DAY = parseDay('2026-03-20');

/** What pages and metrics ask of the database. */
export function describeProgress(store: () => Store): void {
  it('tells how far a round is, and which rounds run, the longest first', async () => {
    const { rounds, steps, progress, anna, berta, clock } = store();
    const first = await rounds.upsert(anna, 'demand:1', DAY);
    clock.advance(1_000);
    const second = await rounds.upsert(berta, 'demand:1', DAY);
    const ended = await rounds.upsert(berta, 'demand:2', DAY);
    await rounds.end(ended.id, 'done');
    const claim = await steps.claim(first.id, anna.id, 'sync');
    if (claim === undefined) throw new Error('the step is done');
    clock.advance(2_000);
    await steps.finish(claim, async () => undefined);
    await steps.claim(first.id, anna.id, 'analyse');
    expect(await progress.steps(first.id)).toEqual([
      {
        step: 'sync',
        state: 'done',
        startedAt: '2026-03-20T06:00:01.000Z',
        finishedAt: '2026-03-20T06:00:03.000Z',
        reason: undefined,
      },
      {
        step: 'analyse',
        state: 'running',
        startedAt: '2026-03-20T06:00:03.000Z',
        finishedAt: undefined,
        reason: undefined,
      },
    ]);
    const running = [{ step: 'analyse', startedAt: '2026-03-20T06:00:03.000Z' }];
    const oldest = { roundId: first.id, slug: 'anna', startedAt: '2026-03-20T06:00:00.000Z', running };
    expect(await progress.listRunning(1)).toEqual({ total: 2, rounds: [oldest] });
    const { rounds: listed } = await progress.listRunning(10);
    expect(listed.map(({ roundId }) => roundId)).toEqual([first.id, second.id]);
  });

  it('finds the round that still runs of one kind and day', async () => {
    const { rounds, anna, berta } = store();
    const asked = await rounds.upsert(anna, 'demand:1', DAY);
    await rounds.upsert(anna, 'nightly:2026-03-20', DAY);
    await rounds.upsert(berta, 'demand:1', DAY);
    expect((await rounds.findRunning(anna, 'demand:', DAY))?.id).toBe(asked.id);
    expect(await rounds.findRunning(anna, 'demand:', parseDay('2026-03-19'))).toBeUndefined();
    await rounds.end(asked.id, 'failed', 'Something.');
    expect(await rounds.findRunning(anna, 'demand:', DAY)).toBeUndefined();
  });

  it('tells when each connected person was last synced, and what some are called', async () => {
    const { connections, syncMarks, people, anna, berta, clock } = store();
    expect(await syncMarks.listLastSyncs()).toEqual([]);
    const tokens = { accessToken: 'a', refreshToken: 'r', expiresAt: '2026-03-21T00:00:00.000Z', scopes: [] };
    for (const person of [anna, berta]) await connections.upsert(person, tokens);
    clock.advance(60_000);
    const mark = { coveredFrom: DAY, heardUntil: undefined };
    await syncMarks.extend(anna, 'sleep', mark);
    clock.advance(60_000);
    await syncMarks.extend(anna, 'daily_activity', mark);
    const times = (await syncMarks.listLastSyncs()).map((time) => time.toISOString()).sort();
    // Berta never was: since she connected.
    expect(times).toEqual(['2026-03-20T06:00:00.000Z', '2026-03-20T06:02:00.000Z']);
    expect([...(await people.slugsOf([anna.id, anna.id, 'nobody']))]).toEqual([[anna.id, 'anna']]);
    expect(await people.slugsOf([])).toEqual(new Map());
  });
}
