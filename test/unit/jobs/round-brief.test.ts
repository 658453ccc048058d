import { describe, expect, it } from 'vitest';
import type { FindingStore } from '../../../db/stores/finding-store.ts';
import { createBriefs } from '../../../src/jobs/round-brief.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { checkIn } from '../../support/stores/samples.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';
import { report } from '../agents/seed-story.ts';

const store = setStore(sqliteSite);
const asOf = parseDay('2026-03-20');

/** The findings of any round, made when the clock stood as it does; how often they were asked for. */
function counted(answer: () => Promise<unknown> = async () => undefined) {
  const recordedAt = store().clock.now().toISOString();
  let reads = 0;
  const find: FindingStore['find'] = async () => {
    reads += 1;
    await answer();
    return { engine: '3', dataHash: 'hash', report, recordedAt };
  };
  const briefOf = createBriefs({ ...store(), findings: { ...store().findings, find } });
  return {
    read: (id: string) => briefOf(store().anna, { id, asOf, slot: 'nightly:2026-03-20' }),
    reads: () => reads,
  };
}

describe('the brief of a round', () => {
  it('is read once for all who speak in it, and for each round anew', async () => {
    await store().checkIns.upsert(store().anna, [checkIn('2026-03-19', { notes: 'a short night' })]);
    const { read, reads } = counted();
    const all = await Promise.all(Array.from({ length: 8 }, () => read('first')));
    expect(reads()).toBe(1);
    expect(all[7]?.mornings).toMatchObject([{ day: '2026-03-19', notes: 'a short night' }]);
    await read('second');
    expect(reads()).toBe(2);
  });

  it('knows the profile as it was when the findings were made', async () => {
    const { anna, profiles, clock } = store();
    await profiles.upsert(anna, [{ kind: 'condition', value: { name: 'Asthma' } }]);
    const { read } = counted();
    clock.advance(60_000);
    await profiles.upsert(anna, [{ kind: 'condition', value: { name: 'Gout' } }]);
    expect((await read('first')).profile.conditions).toEqual([{ name: 'Asthma' }]);
  });

  it('is let go of when many others have been read since', async () => {
    const { read, reads } = counted();
    await read('first');
    for (let round = 0; round < 20; round += 1) await read(`other ${round}`);
    await read('first');
    expect(reads()).toBe(22);
  });

  it('is asked for again when it could not be read', async () => {
    let fails = true;
    const { read } = counted(() => (fails ? Promise.reject(new Error('locked')) : Promise.resolve()));
    await expect(read('first')).rejects.toThrow('locked');
    fails = false;
    expect((await read('first')).set.report).toEqual(report);
  });
});
