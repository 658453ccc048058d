import { z } from 'zod';
import type { PersonStore } from '../../db/stores/person-store.ts';
import type { RoundStore } from '../../db/stores/round-store.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Clock } from '../shared/clock.ts';
import type { PersonSchedule } from './keep-schedules.ts';
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

export function startNightlyRoundHandler(dependencies: NightlyDependencies) {
  return handle(startNightlyRound, async ({ personId }) => {
    const person = await dependencies.people.getById(personId);
    const asOf = newestSlotDay(dependencies.clock.now(), person.timezone, NIGHTLY_TIME);
    await startRound(dependencies, person, nightlySlot(asOf), asOf);
  });
}

/** Every person has a morning of their own. */
export const nightlySchedule: PersonSchedule = {
  prefix: 'nightly-',
  job: startNightlyRound,
  pattern: '0 10 * * *',
};
