import { afterEach, beforeEach, expect, it } from 'vitest';
import { accountOf } from '../../../src/demo/oura-cloud/demo-account.ts';
import { generateDemoPerson } from '../../../src/demo/person/generate.ts';
import { parseDay } from '../../../src/shared/day.ts';
import type { Store } from '../stores/stage.ts';
import { cloudHolds, kept } from './truth.ts';
import { DAY_MS, type OuraWorld, openWorld } from './world.ts';

const account = accountOf(generateDemoPerson({ lastDay: parseDay('2026-04-20'), days: 45, seed: 3 }));

/** What Oura refuses for good, or until something is mended. */
export function describeRefusals(store: () => Store): void {
  let world: OuraWorld;
  beforeEach(async () => {
    world = await openWorld(store(), { account, followClock: { hoursLate: 0 } });
    await world.connect(store().anna);
  });
  afterEach(() => world.cloud.close());

  const connection = () => store().connections.find(store().anna);
  const sync = () => world.sync(store().anna);
  const nextDay = (days = 1) => store().clock.advance(days * DAY_MS);
  const expectAllKept = async () =>
    expect(await kept(store(), store().anna)).toEqual(await cloudHolds(world.cloud, account.id));

  it('tells a consent that was withdrawn in a plain sentence, asks Oura no more, and goes on after a new one', async () => {
    await sync();
    const tokens = (await connection())?.tokens;
    const form = new URLSearchParams({ token: tokens?.accessToken ?? '' });
    await fetch(`${world.cloud.url}/oauth/revoke`, { method: 'POST', body: form });
    nextDay();
    await expect(sync()).rejects.toMatchObject({
      code: 'unauthorised',
      retryable: false,
      publicMessage: 'Oura no longer accepts this connection. Connect Oura again.',
    });
    expect(await connection()).toMatchObject({ state: 'reconnect' });
    const asked = world.cloud.requests();
    nextDay(20);
    await expect(sync()).rejects.toMatchObject({
      publicMessage: 'The connection to Oura has ended. Connect it again.',
    });
    expect(world.cloud.requests()).toEqual(asked);
    await world.connect(store().anna);
    await sync();
    await expectAllKept();
  });

  it('tells a lapsed membership, and recovers by itself when it is paid again', async () => {
    await sync();
    world.cloud.faults.fail({ kind: 'lapsed' }, { times: Number.POSITIVE_INFINITY });
    nextDay();
    await expect(sync()).rejects.toMatchObject({ code: 'forbidden' });
    expect(await connection()).toMatchObject({ state: 'refused' });
    nextDay(25);
    world.cloud.faults.clear();
    await sync();
    expect(await connection()).toMatchObject({ state: 'connected' });
    await expectAllKept();
  });

  it.each([
    ['a 403', { kind: 'lapsed' }, 'connected'],
    ['an app too old', { kind: 'too-old-app' }, 'app-too-old'],
    ['a missing scope', { kind: 'scope' }, 'connected'],
  ] as const)(
    'leaves one collection out for %s, and fetches all of it when it is given again',
    async (_, fault, state) => {
      await sync();
      world.cloud.faults.fail(fault, { times: Number.POSITIVE_INFINITY, on: 'daily_stress' });
      for (let syncs = 0; syncs < 4; syncs++) {
        nextDay(5);
        expect((await sync()).leftOut).toEqual(['daily_stress']);
      }
      expect(await connection()).toMatchObject({ state });
      world.cloud.faults.clear();
      const [own, cloud] = [await kept(store(), store().anna), await cloudHolds(world.cloud, account.id)];
      expect({ ...own, daily_stress: {} }).toEqual({ ...cloud, daily_stress: {} });

      expect((await sync()).leftOut).toEqual([]);
      expect(await connection()).toMatchObject({ state: 'connected' });
      await expectAllKept();
    },
  );
  it('leaves out a collection that Oura does not know', async () => {
    const unknown: typeof fetch = async (input, init) =>
      String(input).includes('/vO2_max')
        ? Response.json({ detail: 'Not Found' }, { status: 404 })
        : fetch(input, init);
    const outcome = await world.sync(store().anna, { ...world.dependencies, fetch: unknown });
    expect(outcome.leftOut).toEqual(['vO2_max']);
    expect(await connection()).toMatchObject({ state: 'connected' });
    const cloud = await cloudHolds(world.cloud, account.id);
    expect(await kept(store(), store().anna)).toEqual({ ...cloud, vO2_max: {} });
  });

  it('asks for nothing that the consent leaves out, and for all of it after a wider one', async () => {
    await world.connect(store().anna, ['daily', 'personal']);
    // Which of two scopes opens this one is not established: it is worth a try.
    expect((await sync()).leftOut).toEqual(['daily_stress']);
    expect(Object.keys(world.cloud.requests()).sort()).toEqual([
      'daily_activity',
      'daily_readiness',
      'daily_sleep',
      'daily_stress',
      'personal_info',
      'rest_mode_period',
      'sleep',
      'sleep_time',
    ]);
    nextDay(8);
    await world.connect(store().anna);
    await sync();
    await expectAllKept();
  });

  it('gives up a personal token once it is refused', async () => {
    const { connections, anna } = store();
    const { accessToken, scopes } = world.cloud.issueTokens(account.id);
    const expiresAt = '9999-12-31T00:00:00.000Z';
    await connections.upsert(anna, { accessToken, refreshToken: undefined, expiresAt, scopes });
    await sync();
    await expectAllKept();
    world.cloud.expireAccessTokens();
    await expect(sync()).rejects.toMatchObject({
      publicMessage: 'The connection to Oura has ended. Connect it again.',
    });
    expect(await connection()).toMatchObject({ state: 'reconnect' });
    expect(world.cloud.requests().oauth).toBeUndefined();
  });
}
