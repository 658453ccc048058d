import { expect, it } from 'vitest';
import { findPostgres, findRedis, startPostgresServer, startRedisServer } from '../../bench/fleet/servers.ts';
import { createRandom } from '../../bench/random.ts';
import { expectedOf, jobsLeft, noticesAmiss, personAfter } from '../support/chaos/aftermath.ts';
import { rage } from '../support/chaos/storm.ts';
import { hireGang } from '../support/chaos/workers.ts';
import { type ChaosWorld, openChaos } from '../support/chaos/world.ts';
import { describeWithService } from '../support/services/available.ts';
import { setTempDirectory } from '../support/temp-directory.ts';

const temp = setTempDirectory();
const people = Number(process.env.ROUNDS_CHAOS_PEOPLE ?? 5);
const seed = Number(process.env.ROUNDS_CHAOS_SEED ?? 1);
const WORKERS = 3;
/** A notice whose sender was killed is looked at again a quarter of a minute later. */
const NOTICE_PATIENCE_MS = 60_000;
/** Between its six tries a sync pauses for up to 155 seconds in all, and a killed worker's job for eight more. */
const PATIENCE_MS = 210_000 + people * 6_000;

describeWithService('redis', 'a night of kills, restarts and faults', () => {
  describeWithService('postgres', `on seed ${seed}`, () => {
    it(
      `leaves one whole round for each of ${people} people`,
      async () => {
        const random = createRandom(seed, 'chaos');
        await using redis = await startRedisServer(findRedis() ?? '');
        await using postgres = await startPostgresServer(findPostgres() ?? '');
        await using world = await openChaos({ directory: temp(), people, random, redis, postgres });
        await world.enqueueAll();
        await using gang = hireGang(WORKERS, world.place.environment);
        const kills = Math.max(4, Math.round(people / 3));
        const storm = { gang, redis, postgres, random, kills, progress: () => progress(world) };
        await rage(storm, PATIENCE_MS);
        const after = await Promise.all(world.slugs.map((slug) => personAfter(world, slug)));
        const wanted = await Promise.all(world.slugs.map((slug) => expectedOf(world, slug)));
        expect(after, gang.failures()).toEqual(wanted);
        await expect.poll(() => jobsLeft(world), { timeout: NOTICE_PATIENCE_MS, interval: 500 }).toEqual([]);
        expect(await noticesAmiss(world)).toEqual([]);
      },
      60_000 + 2 * PATIENCE_MS,
    );
  });
});

/** While the database is away, nobody knows. */
async function progress({ place, slot, slugs }: ChaosWorld): Promise<{ done: number; of: number }> {
  const of = slugs.length;
  try {
    const rows = await place.db.selectFrom('round').select('state').where('slot', '=', slot).execute();
    return { done: rows.filter(({ state }) => state === 'done').length, of };
  } catch {
    return { done: 0, of };
  }
}
