import { describe, expect, it } from 'vitest';
import type { CloudAccount, DocumentHistory } from '../../../src/demo/oura-cloud/account.ts';
import { accountOf } from '../../../src/demo/oura-cloud/demo-account.ts';
import { generateDemoPerson } from '../../../src/demo/person/generate.ts';
import type { RowSeries } from '../../../src/demo/row-series.ts';
import { recordDocuments } from '../../../src/jobs/record-observations.ts';
import { addDays, type Day, parseDay } from '../../../src/shared/day.ts';
import { collectionNames } from '../../../src/sources/oura/collections.ts';
import type { Store } from '../stores/stage.ts';
import { cloudHolds, kept, seriesOf } from './truth.ts';
import { DAY_MS, type OuraWorld, openWorld } from './world.ts';

/** The tests begin on 20 March 2026. */
const person = generateDemoPerson({ lastDay: parseDay('2026-04-24'), days: 45, seed: 3 });
const account = accountOf(person);
const followClock = { hoursLate: 0 };

export function describeOrdinaryDays(store: () => Store): void {
  it('asks at most once for each collection on an ordinary day', async () => {
    await using world = await openWorld(store(), { account, followClock });
    const { anna, clock } = store();
    await world.connect(anna);
    await world.sync(anna);
    for (let day = 0; day < 3; day++) {
      clock.advance(DAY_MS);
      const before = world.cloud.requests();
      await world.sync(anna);
      const after = world.cloud.requests();
      const asked = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]);
      // The access token lives for a day: each morning needs a new one.
      expect(Object.fromEntries(asked)).toEqual(
        Object.fromEntries([...collectionNames, 'oauth'].map((name) => [name, 1])),
      );
    }
    expect(await kept(store(), anna)).toEqual(await cloudHolds(world.cloud, account.id));
  });

  it('asks once for rows, and for no year in the drawer, while the ring is not worn', async () => {
    const ended = accountOf(generateDemoPerson({ lastDay: parseDay('2026-03-20'), days: 40, seed: 3 }));
    await using world = await openWorld(store(), { account: ended, maxHeartrateDays: 30 });
    const { anna, clock } = store();
    await world.connect(anna);
    await world.sync(anna);
    clock.advance(300 * DAY_MS);
    const { heartrate = 0 } = world.cloud.requests();
    await world.sync(anna);
    expect(world.cloud.requests().heartrate).toBe(heartrate + 1);
  });

  it('keeps what the cloud holds in the end: nights late, documents revised, moved and deleted', async () => {
    const eventful = { ...account, histories: [...moved(), ...deleted()] };
    await using world = await openWorld(store(), { account: eventful, followClock });
    const { faults } = world.cloud;
    faults.reviseReadiness(8);
    faults.reviseActivity(8);
    for (const [day, late] of [
      ['2026-03-24', 5],
      ['2026-03-30', 1],
      ['2026-04-02', 5],
      ['2026-04-03', 3],
    ] as const) {
      faults.delayNight(parseDay(day), new Date(`${addDays(parseDay(day), late)}T09:00:00Z`));
    }
    await syncEvery(store(), world, Array(30).fill(1));
    await expectAllKept(store(), world, account.id);
  });

  it('takes three weeks at once when the phone comes home', async () => {
    const { clock } = store();
    const [left, home] = [parseDay('2026-03-25'), new Date('2026-04-15T09:00:00Z')];
    const away = phoneAway(left, home, () => clock.now());
    await using world = await openWorld(store(), { account: away, followClock });
    await syncEvery(store(), world, [1, 1, 1, 1, 5, 5, 5, 1, 4, 1, 1, 1]);
    await expectAllKept(store(), world, account.id);
  });

  it('does not pass over what could not be fetched on the day the phone came home', async () => {
    const { anna, clock } = store();
    const [left, home] = [parseDay('2026-03-25'), new Date('2026-04-15T03:00:00Z')];
    await using world = await openWorld(store(), {
      account: phoneAway(left, home, () => clock.now()),
      followClock,
    });
    await syncEvery(store(), world, [1, 1, 1, 5, 5, 5, 6]);
    world.cloud.faults.fail({ kind: 'server-error' }, { times: 30, on: 'daily_readiness' });
    world.cloud.faults.fail({ kind: 'lapsed' }, { times: 3, on: 'heartrate' });
    // The second try of the same day begins with the nights already here.
    for (let day = 0; day < 3; day++) {
      clock.advance(DAY_MS);
      await expect(world.sync(anna)).rejects.toMatchObject({ retryable: true });
      await expect(world.sync(anna)).rejects.toMatchObject({ retryable: true });
    }
    world.cloud.faults.clear();
    await world.sync(anna);
    await expectAllKept(store(), world, account.id);
  });

  it('is not misled by a document that came by itself', async () => {
    const { anna, clock } = store();
    const [left, home] = [parseDay('2026-03-22'), new Date('2026-04-15T03:00:00Z')];
    await using world = await openWorld(store(), {
      account: phoneAway(left, home, () => clock.now()),
      followClock,
    });
    await syncEvery(store(), world, [1, 1, 1, 5, 5, 5, 6]);
    clock.advance(2 * DAY_MS);
    // As a webhook brings it, or an import.
    const night = person.oura.documents.sleep.find(({ day }) => day === '2026-04-14');
    const document = {
      source: 'oura',
      collection: 'sleep',
      documentId: String(night?.id),
      day: night?.day as Day,
    } as const;
    await recordDocuments(store(), anna, [{ ...document, body: { ...night } }]);
    await world.sync(anna);
    await expectAllKept(store(), world, account.id);
  });

  describe('a document that is missing from an answer', () => {
    it('is asked for by its id before it is taken for deleted', async () => {
      await using world = await openWorld(store(), { account, followClock });
      const { anna, clock } = store();
      await world.connect(anna);
      await world.sync(anna);
      const { sleep: nights } = await kept(store(), anna);
      clock.advance(DAY_MS);
      const empty: typeof fetch = async (input, init) =>
        /\/sleep\?/.test(String(input)) ? Response.json({ data: [], next_token: null }) : fetch(input, init);
      const sync = { ...world.dependencies, fetch: empty };
      await world.sync(anna, sync);
      expect((await kept(store(), anna)).sleep).toEqual(nights);
      await world.sync(anna);
      expect(await kept(store(), anna)).toEqual(await cloudHolds(world.cloud, account.id));
    });
  });
}

/** A first fetch, and one more after each of these pauses. */
async function syncEvery({ anna, clock }: Store, world: OuraWorld, pauses: readonly number[]): Promise<void> {
  await world.connect(anna);
  await world.sync(anna);
  for (const days of pauses) {
    clock.advance(days * DAY_MS);
    await world.sync(anna);
  }
}

/** Word for word as the cloud has it, and the series as of one who only now began. */
async function expectAllKept(store: Store, world: OuraWorld, accountId: string): Promise<void> {
  const { people, anna } = store;
  expect(await kept(store, anna)).toEqual(await cloudHolds(world.cloud, accountId));
  const clara = await people.insert('clara', anna.timezone);
  await world.connect(clara);
  await world.sync(clara);
  const [hers, reference] = [await seriesOf(store, anna), await seriesOf(store, clara)];
  // A first fetch takes rows of thirty days only.
  const rows = Object.keys(hers).filter((name) => name.startsWith('daytimeHeartRate'));
  for (const name of rows) reference[name] ??= hers[name] as number;
  expect(hers).toEqual(reference);
}

function pick(collection: string, from: string, count: number) {
  const documents = person.oura.documents[collection] ?? [];
  return documents.filter(({ day }) => String(day) >= from).slice(0, count);
}

/** By a day, as a night may when its end is corrected, and by a month, which no window holds. */
function moved(): DocumentHistory[] {
  const workouts = pick('workout', '2026-04-05', 2);
  const nights = pick('sleep', '2026-04-08', 1);
  return [...workouts, ...nights].map((document, index) => {
    const day = addDays(document.day as Day, index === 0 ? -30 : -1);
    const start = index === 0 ? { start_datetime: `${day}T10:00:00Z` } : {};
    return {
      collection: index < 2 ? 'workout' : 'sleep',
      id: String(document.id),
      revisions: [{ from: `${addDays(document.day as Day, 4)}T09:00:00Z`, changes: { day, ...start } }],
    };
  });
}

function deleted(): DocumentHistory[] {
  return ['sleep', 'workout', 'enhanced_tag', 'daily_activity'].flatMap((collection) =>
    pick(collection, '2026-03-28', 1).map((document) => ({
      collection,
      id: String(document.id),
      deletedFrom: `${addDays((document.day ?? document.start_day) as Day, 7)}T09:00:00Z`,
    })),
  );
}

/** Nothing of the days since it left reaches the cloud before it is home. */
function phoneAway(left: Day, home: Date, now: () => Date): CloudAccount {
  const histories = Object.entries(account.documents).flatMap(([collection, documents]) =>
    documents
      .filter((document) => String(document.day ?? document.start_day ?? '') >= left)
      .map((document) => ({ collection, id: String(document.id), visibleFrom: home.toISOString() })),
  );
  const series = Object.entries(account.series ?? {}).map(([collection, rows]): [string, RowSeries] => [
    collection,
    { ...rows, rowsOf: (day) => (day >= left && now() < home ? [] : rows.rowsOf(day)) },
  ]);
  return { ...account, histories, series: Object.fromEntries(series) };
}
