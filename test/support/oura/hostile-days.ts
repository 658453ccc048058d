import { expect, it } from 'vitest';
import type { Person } from '../../../db/stores/person-store.ts';
import { accountOf } from '../../../src/demo/oura-cloud/demo-account.ts';
import type { FaultKind } from '../../../src/demo/oura-cloud/request-faults.ts';
import { generateDemoPerson } from '../../../src/demo/person/generate.ts';
import { createRandom } from '../../../src/demo/person/random.ts';
import { backfillPerson } from '../../../src/jobs/backfill-person.ts';
import { backfillSlice, unfetchedBefore } from '../../../src/jobs/fetch-past.ts';
import type { OuraSyncDependencies } from '../../../src/jobs/oura-sync.ts';
import { syncPerson } from '../../../src/jobs/sync-person.ts';
import { addDays, parseDay } from '../../../src/shared/day.ts';
import type { Store } from '../stores/stage.ts';
import { asTheQueue } from './as-the-queue.ts';
import { cloudHolds, kept, seriesOf } from './truth.ts';
import { DAY_MS, never, openWorld } from './world.ts';

const account = accountOf(generateDemoPerson({ lastDay: parseDay('2026-04-10'), days: 40, seed: 3 }));

const badAnswers: readonly FaultKind[] = [
  'rate-limited',
  'server-error',
  'reset',
  'truncated',
  'not-json',
  'wrong-page',
  'expired-token',
  'scope',
  'lapsed',
  'too-old-app',
];

/** Every fault there is, in an order drawn from a seed, on late and revised documents. */
export function describeHostileDays(store: () => Store): void {
  it.each([
    { seed: 1, share: 0.2 },
    { seed: 2, share: 0.3 },
    { seed: 3, share: 0.4 },
  ])('loses no day, doubles none and keeps its tokens: seed $seed, share $share', async ({ seed, share }) => {
    await using world = await openWorld(store(), {
      account,
      followClock: { hoursLate: 0 },
      accessTokenSeconds: 400,
      rateLimit: { requests: 60, windowSeconds: 60 },
      patienceMs: 100,
    });
    const { people, connections, anna, clock } = store();
    const { cloud, dependencies } = world;
    const random = createRandom(seed, 'hostile days');
    await world.connect(anna);
    cloud.faults.reviseReadiness(8);
    cloud.faults.reviseActivity(8);
    cloud.faults.random({ seed, share, kinds: badAnswers });
    cloud.faults.random({ seed, share: 0.004, kinds: ['hang', 'slow'] });
    cloud.faults.random({ seed, share, kinds: badAnswers, on: 'oauth' });
    for (let day = 0; day < 8; day++) {
      clock.advance(DAY_MS);
      if (random.chance(0.4)) {
        const late = clock.now().getTime() + random.between(1, 5) * DAY_MS;
        cloud.faults.delayNight(addDays(world.today(anna), 1), new Date(late));
      }
      await asTheQueue(clock, syncPerson.retry, () => world.sync(anna));
      await asTheQueue(clock, backfillPerson.retry, () => fetchPast(dependencies, anna));
    }
    cloud.faults.clear();
    clock.advance(DAY_MS);
    world.bePatient();
    const held = await cloudHolds(cloud, account.id);
    await world.sync(anna);
    await fetchPast(dependencies, anna);

    expect(cloud.rateLimitViolations()).toBe(0);
    expect(await connections.find(anna)).toMatchObject({ state: 'connected' });
    const mine = await kept(store(), anna);
    expect(mine).toMatchObject(held);
    // Some time has passed in the pauses between requests: what came meanwhile may be here or not.
    expect(await cloudHolds(cloud, account.id)).toMatchObject(mine);
    // The tokens that came through all this are the cloud's own: they still renew.
    cloud.expireAccessTokens();
    await expect(world.sync(anna)).resolves.toMatchObject({ leftOut: [] });
    const clara = await people.insert('clara', anna.timezone);
    await world.connect(clara);
    await world.sync(clara);
    await fetchPast(dependencies, clara);
    expect(await seriesOf(store(), anna)).toEqual(await seriesOf(store(), clara));
  });
}

async function fetchPast(dependencies: OuraSyncDependencies, person: Person): Promise<void> {
  while ((await unfetchedBefore(dependencies, person)) !== undefined) {
    await backfillSlice(dependencies, person, never);
  }
}
