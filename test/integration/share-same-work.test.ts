import { Hono } from 'hono';
import type { KyselyPlugin } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createStores } from '../../db/stores/stores.ts';
import { withTransaction } from '../../db/transaction.ts';
import { shareRoute } from '../../src/http/routes/share.ts';
import { createShare } from '../../src/jobs/share-page.ts';
import { type SlowHash, scryptHash } from '../../src/jobs/share-passcode.ts';
import { parseDay } from '../../src/shared/day.ts';
import { httpDependencies } from '../support/http-dependencies.ts';
import { page } from '../support/stores/samples.ts';
import { setStore } from '../support/stores/stage.ts';
import { sqliteSite } from '../support/test-database.ts';

/** What an answer costs is counted, not timed: the same searches and the same hashing take the same time. */
const store = setStore(sqliteSite);
const terms = { page: 'newest', passcode: 'quiet river 47' } as const;

/** Where nothing is to be entered, hashing need not be slow. */
const quick: SlowHash = async (passcode, salt) => `${passcode} ${salt}`;

async function counted(hash = quick) {
  const { db, keyRing, clock, anna, rounds, pages } = store();
  const { id } = await rounds.upsert(anna, 'nightly:2026-03-20', parseDay('2026-03-20'));
  await withTransaction(db, (transaction) => pages.put(transaction, anna, id, page('2026-03-20')));
  const work = { queries: 0, hashes: 0 };
  const hashing = { now: 0, most: 0 };
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      work.queries += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const dependencies = {
    ...httpDependencies(store()),
    ...createStores(db.withPlugin(counting), keyRing, clock),
    shareUrl: 'https://rounds.example',
  };
  const slowHash: SlowHash = async (passcode, salt) => {
    work.hashes += 1;
    hashing.now += 1;
    hashing.most = Math.max(hashing.most, hashing.now);
    const hashed = await hash(passcode, salt);
    hashing.now -= 1;
    return hashed;
  };
  const app = new Hono().route('/s', shareRoute({ ...dependencies, slowHash }));
  const linked = async () => {
    const { id, url } = await createShare(dependencies, anna, terms);
    return { id, path: new URL(url).pathname };
  };
  let askers = 0;
  const ask = (path: string, passcode: string | undefined, from?: string) => {
    askers += 1;
    const remoteAddress = from ?? `198.18.0.${askers}`;
    const body = passcode === undefined ? undefined : new URLSearchParams({ passcode });
    const init = body === undefined ? {} : { method: 'POST', body };
    return app.request(path, init, { incoming: { socket: { remoteAddress } } });
  };
  const workOf = async (path: string, passcode: string | undefined, from?: string) => {
    Object.assign(work, { queries: 0, hashes: 0 });
    const { status } = await ask(path, passcode, from);
    return { status, ...work };
  };
  return { linked, ask, workOf, hashing };
}

describe('a refusal', () => {
  it.each([
    ['to look', undefined, { status: 404, queries: 1, hashes: 0 }],
    ['to enter', 'quiet river 47', { status: 404, queries: 1, hashes: 1 }],
  ])('%s costs the same, whatever the reason', async (_what, passcode, cost) => {
    const { linked, ask, workOf } = await counted();
    const [expired, revoked, locked, open] = [await linked(), await linked(), await linked(), await linked()];
    await store().shares.revoke(revoked.id);
    for (let time = 1; time <= 5; time += 1) await ask(locked.path, 'a wrong one');
    const past = new Date(store().clock.now().getTime() - 1).toISOString();
    const { db, people, berta } = store();
    await db.updateTable('share_link').set({ expires_at: past }).where('id', '=', expired.id).execute();
    const erased = await createShare(
      { ...httpDependencies(store()), shareUrl: 'https://rounds.example' },
      berta,
      terms,
    );
    await people.delete(berta);
    for (let time = 1; time <= 30; time += 1) await ask('/s/guess', undefined, '192.0.2.66');

    expect(await workOf(`/s/${'A'.repeat(43)}`, passcode)).toEqual(cost);
    expect(await workOf('/s/no.token', passcode)).toEqual(cost);
    expect(await workOf(expired.path, passcode)).toEqual(cost);
    expect(await workOf(revoked.path, passcode)).toEqual(cost);
    expect(await workOf(locked.path, passcode)).toEqual(cost);
    expect(await workOf(new URL(erased.url).pathname, passcode)).toEqual(cost);
    expect(await workOf(open.path, passcode, '192.0.2.66')).toEqual(cost);
    expect(await workOf('/s/guess', passcode, '192.0.2.66')).toEqual(cost);
  });

  it('of who hammers is hashed one at a time, of others a few, so that there is always room', async () => {
    const { linked, ask, hashing } = await counted(scryptHash);
    const { path } = await linked();
    for (let time = 1; time <= 30; time += 1) await ask('/s/guess', undefined, '192.0.2.66');
    const flood = Array.from({ length: 50 }, () => ask('/s/guess', 'a guess', '192.0.2.66'));
    const entered = ask(path, terms.passcode);
    expect((await Promise.all(flood)).map(({ status }) => status)).toEqual(Array(50).fill(404));
    expect((await entered).status).toBe(303);
    expect(hashing.most).toBe(2);
    await Promise.all(Array.from({ length: 20 }, () => ask('/s/guess', 'a guess')));
    expect(hashing.most).toBe(8);
  });
});
