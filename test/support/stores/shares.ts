import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { FREE_TRIES, type OpenLink } from '../../../db/stores/share-store.ts';
import { withTransaction } from '../../../db/transaction.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { page } from './samples.ts';
import type { Store } from './stage.ts';

const HOUR_MS = 3_600_000;

export function describeShares(store: () => Store): void {
  const token = 'a-token-that-nobody-guesses';
  const insert = (own: { token?: string; roundId?: string; label?: string; expiresAt?: string } = {}) =>
    store().shares.insert(store().anna, own.token ?? token, {
      roundId: own.roundId,
      expiresAt: own.expiresAt ?? '2026-03-21T06:00:00.000Z',
      body: { label: own.label },
    });
  const findOpen = () => store().shares.findOpen(token);
  const found = async (): Promise<OpenLink> => {
    const link = await findOpen();
    if (link === undefined) throw new Error('the link is open');
    return link;
  };

  it('finds a link by its token alone, of which it keeps the digest, and what it is for sealed', async () => {
    const id = await insert({ label: 'for Dr Reyes' });
    const link = await found();
    expect(link).toMatchObject({ id, personId: store().anna.id, roundId: undefined });
    expect(await store().shares.open(store().anna, link)).toEqual({ label: 'for Dr Reyes' });
    expect(await store().shares.findOpen(`${token}x`)).toBeUndefined();
    expect(await store().shares.findOpen(id)).toBeUndefined();
    const row = await store().db.selectFrom('share_link').selectAll().executeTakeFirstOrThrow();
    expect(row.digest).toBe(createHash('sha256').update(token).digest('base64url'));
    expect(JSON.stringify({ ...row, body: row.body.toString('latin1') })).not.toMatch(/nobody|Reyes/);
  });

  it('ends at its hour, and for good when it is revoked', async () => {
    const { shares, clock } = store();
    const id = await insert({ expiresAt: '2026-03-20T07:00:00.000Z' });
    clock.advance(HOUR_MS - 1);
    expect(await findOpen()).toBeDefined();
    clock.advance(1);
    expect(await findOpen()).toBeUndefined();
    const other = await insert({ token: 'other' });
    expect(await shares.revoke(other)).toEqual({ personId: store().anna.id, isNew: true });
    expect(await shares.findOpen('other')).toBeUndefined();
    clock.advance(1_000);
    expect((await shares.revoke(other)).isNew).toBe(false);
    expect((await shares.list(store().anna)).map(({ state, revokedAt }) => [state, revokedAt])).toEqual([
      ['revoked', '2026-03-20T07:00:00.000Z'],
      ['expired', undefined],
    ]);
    await expect(shares.revoke('no-such-id')).rejects.toMatchObject({ code: 'not-found' });
    expect(id).not.toBe(other);
  });

  it('lets no more than five try at the same moment, then one every quarter of an hour', async () => {
    const { shares, clock } = store();
    await insert();
    const link = await found();
    const claims = await Promise.all(Array.from({ length: 12 }, () => shares.claimTry(link)));
    expect(claims.filter(Boolean)).toHaveLength(FREE_TRIES);
    expect(await findOpen()).toBeUndefined();
    expect((await shares.list(store().anna))[0]).toMatchObject({
      state: 'locked',
      lockedUntil: '2026-03-20T06:15:00.000Z',
    });
    clock.advance(HOUR_MS / 4);
    expect(await findOpen()).toBeDefined();
    expect(await shares.claimTry(link)).toBe(true);
    expect(await shares.claimTry(link)).toBe(false);
    clock.advance(HOUR_MS / 4);
    await shares.claimTry(link);
    await shares.forgetTries(link);
    expect(await findOpen()).toBeDefined();
    for (let time = 1; time < FREE_TRIES; time += 1) await shares.claimTry(link);
    expect(await findOpen()).toBeDefined();
  });

  it('gives no try to a link that has ended meanwhile', async () => {
    const { shares } = store();
    const id = await insert();
    const link = await found();
    await shares.revoke(id);
    expect(await shares.claimTry(link)).toBe(false);
  });

  it('lists the links of one person, newest first, with the page and when they were read', async () => {
    const { db, shares, rounds, pages, clock, anna, berta } = store();
    const round = await rounds.upsert(anna, 'nightly:2026-03-20', parseDay('2026-03-20'));
    await withTransaction(db, (transaction) => pages.put(transaction, anna, round.id, page('2026-03-20')));
    const fixed = await insert({ roundId: round.id });
    const link = await found();
    await shares.log(link, 'page', 'shown');
    clock.advance(60_000);
    await shares.log(link, 'pdf', 'shown');
    const newest = await insert({ token: 'other', label: 'for my sister' });
    expect(await shares.list(berta)).toEqual([]);
    expect(await shares.list(anna)).toMatchObject([
      { id: newest, hasRound: false, asOf: undefined, label: 'for my sister', accesses: [] },
      {
        id: fixed,
        hasRound: true,
        asOf: '2026-03-20',
        state: 'open',
        hasPasscode: false,
        accesses: [
          { at: '2026-03-20T06:00:00.000Z', fetched: 'page', outcome: 'shown' },
          { at: '2026-03-20T06:01:00.000Z', fetched: 'pdf', outcome: 'shown' },
        ],
      },
    ]);
  });

  it('deletes what expired long ago, with what stands on record of it', async () => {
    const { shares, db } = store();
    await insert();
    await shares.log(await found(), 'page', 'shown');
    await insert({ token: 'other', expiresAt: '2026-03-21T06:00:00.001Z' });
    expect(await shares.deleteBefore(new Date('2026-03-21T06:00:00.000Z'))).toBe(0);
    expect(await shares.deleteBefore(new Date('2026-03-21T06:00:00.001Z'))).toBe(1);
    expect(await shares.list(store().anna)).toHaveLength(1);
    expect(await db.selectFrom('share_access').selectAll().execute()).toEqual([]);
  });

  it('goes with the person', async () => {
    await insert();
    await store().people.delete(store().anna);
    expect(await findOpen()).toBeUndefined();
  });
}
