import { describe, expect, it } from 'vitest';
import { isWorthTelling } from '../../../src/jobs/announce-page.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { pageOn, pointOn, shiftOn } from '../../support/digest-pages.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';
import { writePages } from '../../support/write-pages.ts';

const store = setStore(sqliteSite);

/** A page with a change in each of these metrics, and whether it is worth a notice. */
async function night(day: string, ...metrics: readonly string[]): Promise<boolean> {
  const { anna } = store();
  const points = metrics.map((metric) => pointOn(day, shiftOn(day, metric)));
  await writePages(store(), anna, [pageOn(day, points).page]);
  return again(day);
}

async function again(day: string): Promise<boolean> {
  const round = await store().rounds.upsert(store().anna, `nightly:${day}`, parseDay(day));
  return isWorthTelling(store(), store().anna, round);
}

describe('the page of a night', () => {
  it('is told of when it brought something, and not on the nights that go on like it', async () => {
    const told = [
      await night('2026-03-10', 'hrv'),
      await night('2026-03-11', 'hrv'),
      await night('2026-03-12', 'hrv', 'steps'),
      await night('2026-03-13', 'hrv', 'steps'),
      // A point that went away is not worth the last of three.
      await night('2026-03-14', 'steps'),
      await night('2026-03-15', 'steps', 'mood'),
      // The fourth within a week waits until there is room again, and is news still.
      await night('2026-03-16', 'steps', 'mood', 'energy'),
      await night('2026-03-17', 'steps', 'mood', 'energy'),
      await night('2026-03-18', 'steps', 'mood', 'energy'),
    ];
    expect(told).toEqual([true, false, true, false, false, true, false, true, false]);
  });

  it('stays told or quiet when the job runs again, whatever was chosen or found since', async () => {
    const { anna, contacts, announcements } = store();
    expect(await night('2026-03-10', 'hrv')).toBe(true);
    expect(await night('2026-03-11', 'hrv')).toBe(false);
    await contacts.upsert(anna, { daily: 'every-day' });
    expect(await again('2026-03-11')).toBe(false);
    expect(await night('2026-03-12', 'hrv')).toBe(true);
    await contacts.upsert(anna, { daily: 'never' });
    expect(await again('2026-03-10')).toBe(true);
    expect(await night('2026-03-13', 'steps')).toBe(false);
    expect(await announcements.findLatest(anna)).toMatchObject({
      asOf: '2026-03-13',
      news: ['new-point', 'point-gone'],
    });
  });

  it('says once that the ring’s cloud wants something of the person', async () => {
    const { anna, connections } = store();
    const tokens = { accessToken: 'a', refreshToken: 'r', expiresAt: '2026-03-21T00:00:00Z', scopes: [] };
    await connections.upsert(anna, tokens);
    expect(await night('2026-03-10')).toBe(false);
    await connections.markForReconnect(anna, 1);
    expect([await night('2026-03-11'), await night('2026-03-12')]).toEqual([true, false]);
  });
});
