import { z } from 'zod';
import type { PersonStore } from '../../db/stores/person-store.ts';
import type { RoundStore } from '../../db/stores/round-store.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Clock } from '../shared/clock.ts';
import { dayInZone } from '../shared/day.ts';
import { startRound } from './start-round.ts';

/** What the clock starts. The day is read when it runs: a tick that was late belongs to the day it ran on. */
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
    const asOf = dayInZone(dependencies.clock.now(), person.timezone);
    await startRound(dependencies, person, `nightly:${asOf}`, asOf);
  });
}

/** At 10:00 the ring has usually synced; every person has a morning of their own. */
export async function scheduleNightlyRounds(dependencies: NightlyDependencies): Promise<void> {
  for (const person of await dependencies.people.list()) {
    await dependencies.queue.schedule(
      `nightly-${person.id}`,
      startNightlyRound,
      { personId: person.id },
      { pattern: '0 10 * * *', timeZone: person.timezone },
    );
  }
}
