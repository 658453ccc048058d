import { z } from 'zod';
import type { PersonStore } from '../../db/stores/person-store.ts';
import type { RoundStore } from '../../db/stores/round-store.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Clock } from '../shared/clock.ts';
import { dayInZone } from '../shared/day.ts';
import { keepSchedules, type SchedulingDependencies } from './keep-schedules.ts';
import { nightlySlot } from './slots.ts';
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
    await startRound(dependencies, person, nightlySlot(asOf), asOf);
  });
}

/** At 10:00 the ring has usually synced; every person has a morning of their own. `except` are people without one. */
export function scheduleNightlyRounds(
  dependencies: SchedulingDependencies,
  except: readonly string[],
): Promise<void> {
  const schedule = { prefix: 'nightly-', job: startNightlyRound, pattern: '0 10 * * *' };
  return keepSchedules(dependencies, schedule, except);
}
