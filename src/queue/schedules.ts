import type { JobSchedulerJson } from 'bullmq';
import { isTimeZone } from '../shared/day.ts';
import { InputError } from '../shared/errors.ts';
import { canonicalJson } from '../shared/json.ts';
import type { BullQueue } from './bull.ts';
import { type JobDefinition, type QueueName, queueNames } from './job.ts';
import { type JobData, readJobData } from './job-data.ts';
import { describeJobId, scheduleIdOf, schedulerKeyOf } from './job-id.ts';
import { jobOptionsOf } from './job-options.ts';
import type { BullQueues } from './queues.ts';
import { parsePayload } from './registry.ts';

export interface ScheduleTimes {
  /** Cron, five fields or six with seconds. */
  readonly pattern: string;
  readonly timeZone: string;
}

export interface Schedule extends ScheduleTimes {
  readonly id: string;
  readonly name: string;
  readonly queue: QueueName;
  readonly payload: unknown;
  readonly nextAt: Date | undefined;
}

/**
 * Every slot has one job id, so that several processes make one run of it. After downtime the newest missed slot
 * runs once. For that an unchanged schedule is left alone: writing it again would drop the run that is due.
 */
export async function upsertSchedule<Name extends string, Payload>(
  queues: BullQueues,
  id: string,
  definition: JobDefinition<Name, Payload>,
  payload: Payload,
  times: ScheduleTimes,
): Promise<void> {
  if (!isTimeZone(times.timeZone)) throw new InputError('The time zone of the schedule is not known.');
  const key = schedulerKeyOf(definition, id);
  const queue = queues.get(definition.queue);
  const data = { payload: parsePayload(definition, payload) };
  const isKept = async () => {
    const existing = await queue.getJobScheduler(key);
    const isThis = existing !== undefined && isSame(existing, data, times);
    return isThis && (await queue.getJob(`repeat:${key}:${existing.next}`)) !== undefined;
  };
  if (await isKept()) return;
  try {
    await queue.upsertJobScheduler(
      key,
      { pattern: times.pattern, tz: times.timeZone },
      { name: definition.name, data, opts: jobOptionsOf(definition) },
    );
  } catch (error) {
    // Another process that writes the same schedule at the same time is told so by an error.
    if (!(await isKept())) throw error;
  }
}

/** Whatever job it was for. Returns whether there was one. */
export async function removeSchedule(queues: BullQueues, id: string): Promise<boolean> {
  let removed = false;
  for (const name of queueNames) {
    const queue = queues.get(name);
    for (const [key] of await schedulerTimes(queue)) {
      if (scheduleIdOf(key) === id) removed = (await queue.removeJobScheduler(key)) || removed;
    }
  }
  return removed;
}

export async function listSchedules(queues: BullQueues): Promise<Schedule[]> {
  const found = await Promise.all(
    queueNames.map(async (queue) => {
      const schedulers = await queues.get(queue).getJobSchedulers(0, -1, true);
      return schedulers.map((scheduler) => toSchedule(scheduler, queue));
    }),
  );
  return found.flat().sort((left, right) => (left.nextAt?.getTime() ?? 0) - (right.nextAt?.getTime() ?? 0));
}

function toSchedule(scheduler: JobSchedulerJson<JobData>, queue: QueueName): Schedule {
  return {
    id: scheduleIdOf(scheduler.key),
    name: describeJobId(scheduler.key).name,
    queue,
    pattern: scheduler.pattern ?? '',
    timeZone: scheduler.tz ?? 'UTC',
    payload: readJobData(scheduler.template?.data).payload,
    nextAt: scheduler.next === undefined ? undefined : new Date(scheduler.next),
  };
}

/** When each of them is due next, by id. */
export async function scheduleTimes(queues: BullQueues): Promise<Map<string, Date>> {
  const found = await Promise.all(queueNames.map((name) => schedulerTimes(queues.get(name))));
  return new Map(found.flat().map(([key, time]) => [scheduleIdOf(key), time]));
}

/** Keys and times alone: BullMQ's own listing asks the store once for each schedule. */
async function schedulerTimes(queue: BullQueue): Promise<[key: string, time: Date][]> {
  const keysAndTimes = await queue.getBackend().getJobSchedulersRange(0, -1, true);
  return keysAndTimes.flatMap((key, index): [string, Date][] =>
    index % 2 === 0 ? [[key, new Date(Number(keysAndTimes[index + 1]))]] : [],
  );
}

function isSame(existing: JobSchedulerJson<JobData>, data: JobData, times: ScheduleTimes): boolean {
  return (
    existing.pattern === times.pattern &&
    existing.tz === times.timeZone &&
    canonicalJson(existing.template?.data) === canonicalJson(data)
  );
}
