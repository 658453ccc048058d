import type { PersonStore } from '../../db/stores/person-store.ts';
import type { JobDefinition } from '../queue/job.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Logger } from '../shared/logger.ts';

export interface SchedulingDependencies {
  readonly people: PersonStore;
  readonly queue: Pick<JobQueue, 'schedule' | 'unschedule' | 'listSchedules'>;
  readonly logger: Logger;
}

/** What every person has one of, at the same hour of their own time zone. */
export interface PersonSchedule<Name extends string> {
  /** Of the schedules' ids: how those that nobody wants any more are known. */
  readonly prefix: string;
  readonly job: JobDefinition<Name, { personId: string }>;
  /** Cron. */
  readonly pattern: string;
}

/**
 * Called again and again: whoever is new gets one, whoever moved gets the new zone, whoever is gone loses theirs.
 * `except` are people who have none.
 */
export async function keepSchedules<Name extends string>(
  { people, queue, logger }: SchedulingDependencies,
  { prefix, job, pattern }: PersonSchedule<Name>,
  except: readonly string[],
): Promise<void> {
  const wanted = (await people.list()).filter(({ slug }) => !except.includes(slug));
  for (const { id, timezone } of wanted) {
    try {
      await queue.schedule(`${prefix}${id}`, job, { personId: id }, { pattern, timeZone: timezone });
    } catch (error) {
      // One person's trouble must not take the schedule from the others.
      logger.error({ err: error, personId: id, job: job.name }, 'a person could not be scheduled');
    }
  }
  const kept = new Set(wanted.map(({ id }) => `${prefix}${id}`));
  for (const { id } of await queue.listSchedules()) {
    if (id.startsWith(prefix) && !kept.has(id)) await queue.unschedule(id);
  }
}
