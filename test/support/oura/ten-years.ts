import { expect, it } from 'vitest';
import type { CloudAccount } from '../../../src/demo/oura-cloud/account.ts';
import { seriesOf as rowSeries } from '../../../src/demo/oura-cloud/series.ts';
import { createRandom } from '../../../src/demo/person/random.ts';
import { backfillPersonHandler } from '../../../src/jobs/backfill-person.ts';
import { backfillSlice, historyFetched, unfetchedBefore } from '../../../src/jobs/fetch-past.ts';
import type { OuraSyncDependencies } from '../../../src/jobs/oura-sync.ts';
import type { JobContext } from '../../../src/queue/job.ts';
import type { JobQueue } from '../../../src/queue/runtime.ts';
import { addDays, type Day, parseDay } from '../../../src/shared/day.ts';
import { getCollection } from '../../../src/sources/oura/collections.ts';
import { silentLogger } from '../queue/silent-logger.ts';
import type { Store } from '../stores/stage.ts';
import { cloudHolds, kept } from './truth.ts';
import { type OuraWorld, openWorld } from './world.ts';

const lastDay = parseDay('2026-03-19');
/** The member has an account for ten years, and the ring on the finger for the last two of them. */
const firstTag = parseDay('2016-03-20');
const firstWorn = parseDay('2024-02-10');

const account: CloudAccount = {
  id: 'member-of-ten-years',
  personalInfo: { age: 70 },
  documents: {
    tag: daysFrom(firstTag, 97).map((day) => ({
      id: `tag-${day}`,
      day,
      timestamp: `${day}T12:00:00Z`,
      tags: [],
    })),
    sleep: daysFrom(firstWorn, 6).map((day) => ({
      id: `night-${day}`,
      day,
      type: 'long_sleep',
      bedtime_start: `${addDays(day, -1)}T23:10:00+00:00`,
      bedtime_end: `${day}T07:00:00+00:00`,
      total_sleep_duration: 25_200,
    })),
    daily_activity: daysFrom(firstWorn, 6).map((day) => ({
      id: `activity-${day}`,
      day,
      timestamp: `${day}T04:00:00+00:00`,
      steps: 6000,
    })),
  },
  series: {
    heartrate: rowSeries(
      daysFrom(firstWorn, 2).map((day) => ({ timestamp: `${day}T12:00:00Z`, bpm: 61, source: 'awake' })),
    ),
  },
};

function daysFrom(first: Day, step: number): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= lastDay; day = addDays(day, step)) days.push(day);
  return days;
}

/** What lies before the first sync. */
export function describeTenYears(store: () => Store): void {
  it('fetches ten years in slices, broken off at random and taken up again, and nothing of them twice', async () => {
    await using world = await openWorld(store(), { account });
    const { anna } = store();
    await world.connect(anna);
    await world.sync(anna);
    const random = createRandom(5, 'interruptions');
    world.cloud.faults.random({ seed: 5, share: 0.05, kinds: ['server-error', 'reset', 'truncated'] });
    const shares: (number | undefined)[] = [];
    const asked: Asked[] = [];
    while ((await unfetchedBefore(world.dependencies, anna)) !== undefined) {
      const stop = new AbortController();
      const stopAfter = random.chance(0.3) ? random.between(1, 15) : Number.POSITIVE_INFINITY;
      // As if the process had been ended: another one, knowing nothing, goes on.
      const process = watched(world, asked, await marksOf(store()), stopAfter, stop);
      await backfillSlice(process, anna, stop.signal).catch((error) => {
        if (!error.retryable) throw error;
      });
      shares.push(await historyFetched(world.dependencies, anna, world.today(anna)));
    }
    world.cloud.faults.clear();
    expect(await kept(store(), anna)).toEqual(await cloudHolds(world.cloud, account.id));
    expect(asked.filter(({ to, coveredFrom }) => coveredFrom === undefined || to >= coveredFrom)).toEqual([]);
    expect(shares).toEqual(shares.toSorted((left, right) => Number(left) - Number(right)));
    expect(shares[0]).toBeLessThan(0.3);
    expect(shares.at(-1)).toBe(1);
    const rows = asked.filter(({ name }) => getCollection(name as 'heartrate').kind === 'rows');
    expect(rows.length).toBeGreaterThan(20);
    // A day in UTC can begin on the day before.
    expect(rows.map(({ from }) => from).sort()[0]).toBe(addDays(firstWorn, -1));
  });

  it('goes on to the end past a collection that is no longer given, and fetches that one when it is', async () => {
    await using world = await openWorld(store(), { account });
    const { anna } = store();
    await world.connect(anna);
    await world.sync(anna);
    world.cloud.faults.fail({ kind: 'scope' }, { on: 'tag', times: Number.POSITIVE_INFINITY });
    await runChain(store(), world);
    expect(await historyFetched(world.dependencies, anna, world.today(anna))).toBe(1);
    const { tag: refused, ...others } = await kept(store(), anna);
    world.cloud.faults.clear();
    const { tag, ...all } = await cloudHolds(world.cloud, account.id);
    expect(others).toEqual(all);
    expect(refused).not.toEqual(tag);
    await world.sync(anna);
    await runChain(store(), world);
    expect((await kept(store(), anna)).tag).toEqual(tag);
  });

  it('stops while the membership has lapsed, and forgets nothing of how far it had come', async () => {
    await using world = await openWorld(store(), { account });
    const { anna } = store();
    await world.connect(anna);
    await world.sync(anna);
    const before = await unfetchedBefore(world.dependencies, anna);
    world.cloud.faults.fail({ kind: 'lapsed' }, { times: Number.POSITIVE_INFINITY });
    await expect(runChain(store(), world)).rejects.toMatchObject({ code: 'forbidden', retryable: false });
    expect(await unfetchedBefore(world.dependencies, anna)).toBe(before);
  });
}

interface Asked {
  readonly name: string;
  readonly from: Day;
  readonly to: Day;
  readonly coveredFrom: Day | undefined;
}

async function marksOf({ syncMarks, anna }: Store): Promise<ReadonlyMap<string, Day>> {
  return new Map([...(await syncMarks.list(anna))].map(([name, { coveredFrom }]) => [name, coveredFrom]));
}

/** Notes the days each request is for, and what was covered then; after some requests the process is stopped. */
function watched(
  { dependencies }: OuraWorld,
  asked: Asked[],
  marks: ReadonlyMap<string, Day>,
  stopAfter: number,
  stop: AbortController,
): OuraSyncDependencies {
  let requests = 0;
  return {
    ...dependencies,
    fetch: (input, init) => {
      const { pathname, searchParams } = new URL(String(input));
      const name = pathname.split('/').at(-1) ?? '';
      asked.push({ name, ...daysOf(searchParams), coveredFrom: marks.get(name) });
      requests += 1;
      if (requests > stopAfter) stop.abort();
      return fetch(input, init);
    },
  };
}

/** Dates are asked for with two days more on both sides; rows up to the midnight that ends a day. */
function daysOf(query: URLSearchParams): { from: Day; to: Day } {
  const [from, to] = ['start', 'end'].map(
    (end) => query.get(`${end}_date`) ?? query.get(`${end}_datetime`) ?? '',
  );
  const [first, last] = [parseDay(from?.slice(0, 10) ?? ''), parseDay(to?.slice(0, 10) ?? '')];
  return query.has('start_date')
    ? { from: addDays(first, 2), to: addDays(last, -2) }
    : { from: first, to: addDays(last, -1) };
}

/** The job, and the jobs it asks for, one after the other. */
async function runChain(store: Store, world: OuraWorld): Promise<void> {
  const { anna } = store;
  const waiting: unknown[] = [];
  const enqueue: JobQueue['enqueue'] = async (_, payload) => {
    waiting.push(payload);
    return 'job';
  };
  const handler = backfillPersonHandler({ ...world.dependencies, people: store.people, queue: { enqueue } });
  const context: JobContext = { signal: new AbortController().signal, attempt: 1, logger: silentLogger };
  const before = await unfetchedBefore(world.dependencies, anna);
  if (before !== undefined) waiting.push({ personId: anna.id, before });
  for (let payload = waiting.shift(); payload !== undefined; payload = waiting.shift()) {
    await handler.run(payload, context);
  }
}
