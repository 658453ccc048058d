import { z } from 'zod';
import type { PersonStore } from '../../db/stores/person-store.ts';
import { lastEndedWeek } from '../domain/week.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Clock } from '../shared/clock.ts';
import type { PersonSchedule } from './keep-schedules.ts';
import { weeklyDigest } from './weekly-digest.ts';

/** What the clock starts. The week is read when it runs: a tick that was late still means the week that ended last. */
export const startWeeklyDigest = defineJob({
  name: 'start-weekly-digest',
  queue: 'reports',
  payload: z.object({ personId: z.uuid() }),
  retry: { attempts: 5, backoffMs: 10_000, maxAgeMs: 60 * 60_000 },
  timeoutMs: 30_000,
  idempotencyKey: ({ personId }) => personId,
});

export interface StartDigestDependencies {
  readonly people: PersonStore;
  readonly queue: Pick<JobQueue, 'enqueue'>;
  readonly clock: Clock;
}

export function startWeeklyDigestHandler({ people, queue, clock }: StartDigestDependencies) {
  return handle(startWeeklyDigest, async ({ personId }) => {
    const { timezone } = await people.getById(personId);
    await queue.enqueue(weeklyDigest, { personId, weekEnding: lastEndedWeek(clock.now(), timezone).to });
  });
}

/** On Monday at 11:00 Sunday's night has usually been fetched with the nightly round of the hour before. */
export const weeklySchedule: PersonSchedule = {
  prefix: 'weekly-',
  job: startWeeklyDigest,
  pattern: '0 11 * * 1',
};
