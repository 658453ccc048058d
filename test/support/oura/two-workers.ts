import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../db/database.ts';
import type { OuraConnectionStore } from '../../../db/stores/oura-connection-store.ts';
import { createStores } from '../../../db/stores/stores.ts';
import { accountOf } from '../../../src/demo/oura-cloud/demo-account.ts';
import { generateDemoPerson } from '../../../src/demo/person/generate.ts';
import type { OuraSyncDependencies } from '../../../src/jobs/oura-sync.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { TransientError } from '../../../src/shared/errors.ts';
import { ignoreLostConnection, type Store } from '../stores/stage.ts';
import { cloudHolds, kept } from './truth.ts';
import { DAY_MS, type OuraWorld, openWorld } from './world.ts';

const account = accountOf(generateDemoPerson({ lastDay: parseDay('2026-03-26'), days: 12, seed: 3 }));

/** One refresh token, good for one use, and more than one who wants to use it. */
export function describeTwoWorkers(store: () => Store): void {
  let world: OuraWorld;
  let otherDb: Database;
  beforeEach(async () => {
    world = await openWorld(store(), { account, followClock: { hoursLate: 0 } });
    otherDb = await openDatabase(store().site.location, ignoreLostConnection);
    await world.connect(store().anna);
  });
  afterEach(async () => {
    await world.cloud.close();
    await otherDb.destroy();
  });

  /** Another process on the same database. */
  const otherWorker = (): OuraSyncDependencies => ({
    ...world.dependencies,
    ...createStores(otherDb, store().keyRing, store().clock),
  });
  const withConnections = (changes: Partial<OuraConnectionStore>): OuraSyncDependencies => ({
    ...world.dependencies,
    connections: { ...store().connections, ...changes },
  });
  const refreshes = () => world.cloud.requests().oauth ?? 0;
  const connection = () => store().connections.find(store().anna);
  const expectAllKept = async () =>
    expect(await kept(store(), store().anna)).toEqual(await cloudHolds(world.cloud, account.id));

  it.each(['has run out', 'is refused'])('renews once when the access token %s', async (what) => {
    const { anna, clock } = store();
    if (what === 'is refused') world.cloud.expireAccessTokens();
    else clock.advance(DAY_MS);
    const workers = [world.dependencies, otherWorker()];
    const tries = await Promise.allSettled(workers.map((worker) => world.sync(anna, worker)));
    for (const [index, { status, ...rest }] of tries.entries()) {
      if (status === 'fulfilled') continue;
      // The queue runs the loser again after the time it names.
      expect(rest).toMatchObject({ reason: { name: 'TransientError', retryAfterMs: 2_000 } });
      clock.advance(2_000);
      await world.sync(anna, workers[index]);
    }
    expect(refreshes()).toBe(1);
    expect(await connection()).toMatchObject({ state: 'connected', version: 2 });
    await expectAllKept();
  });

  it('keeps what a refresh brought when the database is away for a moment', async () => {
    const { anna, connections } = store();
    world.cloud.expireAccessTokens();
    let failures = 3;
    const worker = withConnections({
      renew: async (...renewed) => {
        if (failures-- > 0) throw new Error('connection terminated');
        return connections.renew(...renewed);
      },
    });
    await world.sync(anna, worker);
    world.cloud.expireAccessTokens();
    await world.sync(anna);
    expect(refreshes()).toBe(2);
    expect(await connection()).toMatchObject({ state: 'connected', version: 3 });
  });

  it('asks for a new consent where a worker died between the refresh and the storing of it', async () => {
    const { anna, clock } = store();
    world.cloud.expireAccessTokens();
    const killed = withConnections({
      renew: () => new Promise<void>(() => undefined),
    });
    // It holds the only copy of the new tokens, and is never heard of again.
    void world.sync(anna, killed).catch(() => undefined);
    await expect.poll(refreshes).toBe(1);
    await expect(world.sync(anna)).rejects.toMatchObject({ name: 'TransientError' });
    expect(await connection()).toMatchObject({ state: 'connected' });
    clock.advance(61_000);
    await expect(world.sync(anna)).rejects.toMatchObject({
      publicMessage: 'Oura no longer accepts this connection. Connect Oura again.',
    });
    expect(await connection()).toMatchObject({ state: 'reconnect' });
    clock.advance(3 * DAY_MS);
    await world.connect(anna);
    await world.sync(anna);
    await expectAllKept();
  });

  it('lets a refresh that came back late stand when the tokens were given up meanwhile', async () => {
    const { anna, connections } = store();
    world.cloud.expireAccessTokens();
    const slow = withConnections({
      renew: async (person, version, tokens) => {
        await connections.markForReconnect(person, version);
        return connections.renew(person, version, tokens);
      },
    });
    // Another collection of this sync may have looked in between, and found the connection given up.
    await world.sync(anna, slow).catch(() => undefined);
    expect(await connection()).toMatchObject({ state: 'connected', version: 2 });
  });

  it('puts no tokens in the place of a newer consent, and none where the person has disconnected', async () => {
    const { anna, connections } = store();
    const meanwhile = (act: () => Promise<void>) =>
      withConnections({
        renew: async (...renewed) => {
          await act();
          return connections.renew(...renewed);
        },
      });
    world.cloud.expireAccessTokens();
    await world.sync(
      anna,
      meanwhile(() => world.connect(anna)),
    );
    const consented = await connection();
    expect(consented).toMatchObject({ version: 2 });
    world.cloud.expireAccessTokens();
    await expect(
      world.sync(
        anna,
        meanwhile(() => connections.delete(anna)),
      ),
    ).rejects.toThrow();
    expect(await connection()).toBeUndefined();
  });

  it('does not give up a connection for a client secret that is wrong, or a token address in trouble', async () => {
    const { anna, connections } = store();
    const { oauth } = world.dependencies;
    world.cloud.expireAccessTokens();
    const misconfigured = { ...world.dependencies, oauth: world.oauthWith('another-secret') };
    await expect(world.sync(anna, misconfigured)).rejects.toMatchObject({ code: 'invalid-config' });
    world.cloud.faults.fail({ kind: 'lapsed' }, { on: 'oauth', times: Number.POSITIVE_INFINITY });
    await expect(world.sync(anna)).rejects.toBeInstanceOf(TransientError);
    world.cloud.faults.clear();
    expect(await connections.find(anna)).toMatchObject({ state: 'connected', version: 1 });
    await world.sync(anna, { ...world.dependencies, oauth });
    expect(await connections.find(anna)).toMatchObject({ state: 'connected', version: 2 });
  });
}
