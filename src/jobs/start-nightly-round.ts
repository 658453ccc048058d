import { z } from 'zod';
import type { PersonStore } from '../../db/stores/person-store.ts';
import type { RoundStore } from '../../db/stores/round-store.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Clock } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';
import { newestSlotDay, nightlySlot } from './slots.ts';
import { startRound } from './start-round.ts';

/** At 10:00 the ring has usually synced. */
const NIGHTLY_TIME = '10:00';

/** What the clock starts. After some time without a worker one tick is left, and it is for the newest morning. */
export const startNightlyRound = defineJob({
  name: 'start-nightly-round',
  queue: 'sources',
  payload: z.object({ personId: z.uuid() }),
  retry: { attempts: 5, backoffMs: 10_000, maxAgeMs: 60 * 60_000 },
  timeoutMs: 30_000,
  idempotencyKey: ({ personId }) => personId,
});

export interface NightlyDependencies {
  readonly people: PersonStore;
  readonly rounds: RoundStore;
  readonly queue: JobQueue;
  readonly clock: Clock;
}

export interface NightlySchedule {
  readonly people: PersonStore;
  readonly queue: Pick<JobQueue, 'schedule' | 'unschedule' | 'listSchedules'>;
  readonly logger: Logger;
}

export function startNightlyRoundHandler(dependencies: NightlyDependencies) {
  return handle(startNightlyRound, async ({ personId }) => {
    const person = await dependencies.people.getById(personId);
    const asOf = newestSlotDay(dependencies.clock.now(), person.timezone, NIGHTLY_TIME);
    await startRound(dependencies, person, nightlySlot(asOf), asOf);
  });
}

const prefix = 'nightly-';

/**
 * At 10:00 the ring has usually synced; every person has a morning of their own. Called again and again: whoever is new
 * gets one, whoever moved gets the new zone, whoever is gone loses theirs. `except` are people without a morning.
 */
export async function scheduleNightlyRounds(
  { people, queue, logger }: NightlySchedule,
  except: readonly string[],
): Promise<void> {
  const wanted = (await people.list()).filter(({ slug }) => !except.includes(slug));
  for (const { id, timezone } of wanted) {
    try {
      const times = { pattern: '0 10 * * *', timeZone: timezone };
      await queue.schedule(`${prefix}${id}`, startNightlyRound, { personId: id }, times);
    } catch (error) {
      // One person's trouble must not take the morning from the others.
      logger.error({ err: error, personId: id }, 'a nightly round could not be scheduled');
    }
  }
  const kept = new Set(wanted.map(({ id }) => `${prefix}${id}`));
  for (const { id } of await queue.listSchedules()) {
    if (id.startsWith(prefix) && !kept.has(id)) await queue.unschedule(id);
  }
}
