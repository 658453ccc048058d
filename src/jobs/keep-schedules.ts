import type { PersonStore } from '../../db/stores/person-store.ts';
import type { JobDefinition } from '../queue/job.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Clock } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';

export interface SchedulingDependencies {
  readonly people: PersonStore;
  readonly queue: Pick<JobQueue, 'schedule' | 'unschedule' | 'scheduleTimes'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What every person has one of, at the same hour of their own time zone. */
export interface PersonSchedule {
  /** Of the schedules' ids: how those that nobody wants any more are known. */
  readonly prefix: string;
  readonly job: JobDefinition<string, { personId: string }>;
  /** Cron. */
  readonly pattern: string;
}

/** A tick that is later than this has been lost; writing its schedule again brings it back. */
const LOST_MS = 60 * 60_000;

/**
 * Called again and again: whoever is new gets them, whoever moved gets them in the new zone, whoever is gone loses
 * theirs. `except` are people who have none. An id says all there is to a schedule, so one look at the ids tells which
 * are there already: ten thousand people cost the queue one question, and not three each.
 */
export async function keepSchedules(
  { people, queue, clock, logger }: SchedulingDependencies,
  schedules: readonly PersonSchedule[],
  except: readonly string[],
): Promise<void> {
  const wanted = (await people.list()).filter(({ slug }) => !except.includes(slug));
  const times = await queue.scheduleTimes();
  const lost = clock.now().getTime() - LOST_MS;
  const kept = new Set<string>();
  for (const { prefix, job, pattern } of schedules) {
    for (const { id: personId, timezone: timeZone } of wanted) {
      const id = `${prefix}${personId} ${pattern} ${timeZone}`;
      kept.add(id);
      if ((times.get(id)?.getTime() ?? 0) > lost) continue;
      try {
        await queue.schedule(id, job, { personId }, { pattern, timeZone });
      } catch (error) {
        // One person's trouble must not take the schedule from the others.
        logger.error({ err: error, personId, job: job.name }, 'a person could not be scheduled');
      }
    }
  }
  const isOurs = (id: string) => schedules.some(({ prefix }) => id.startsWith(prefix));
  for (const id of times.keys()) if (isOurs(id) && !kept.has(id)) await queue.unschedule(id);
}
