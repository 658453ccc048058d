import { NotFoundError, PermanentError } from '../shared/errors.ts';
import { queueNames } from './job.ts';
import { readJobData } from './job-data.ts';
import { type BullJob, iso, type JobEntry, toEntry } from './job-entry.ts';
import { describeJobId } from './job-id.ts';
import { publicReason } from './public-reason.ts';
import type { BullQueues } from './queues.ts';

export interface DeadJob extends JobEntry {
  readonly reason: string;
  /** Ids, days and kinds: a payload holds nothing else. */
  readonly payload: unknown;
}

/** All that is known of one: for whoever has to find out why. */
export interface DeadJobInWhole extends DeadJob {
  readonly addedAt: string;
  readonly firstTryAt: string | undefined;
  readonly starts: number;
  /** The class of the error and our line: the queue never stores more of it. */
  readonly error: string | undefined;
}

const PAGE = 100;

/** Newest first. */
export async function listDeadJobs(queues: BullQueues, limit: number): Promise<DeadJob[]> {
  const found = await Promise.all(
    queueNames.map(async (queue) => {
      const jobs = await queues.get(queue).getFailed(0, limit - 1);
      return jobs.map((job) => toDeadJob(job));
    }),
  );
  const newestFirst = found.flat().sort((left, right) => right.since.localeCompare(left.since));
  return newestFirst.slice(0, limit);
}

export async function getDeadJob(queues: BullQueues, id: string): Promise<DeadJobInWhole> {
  const job = await findDead(queues, id, 'shown here');
  const { firstTryAt } = readJobData(job.data);
  return {
    ...toDeadJob(job),
    addedAt: iso(job.timestamp),
    firstTryAt: firstTryAt === undefined ? undefined : iso(firstTryAt),
    starts: job.attemptsStarted,
    error: job.stacktrace?.at(-1)?.split('\n')[0],
  };
}

/** The job gets all its tries again. */
export async function retryDeadJob(queues: BullQueues, id: string): Promise<void> {
  await retry(await findDead(queues, id, 'retried'));
}

/** Every job that is dead now; one that dies again meanwhile stays so. Returns how many there were. */
export async function retryAllDeadJobs(queues: BullQueues): Promise<number> {
  let retried = 0;
  // By the clock that BullMQ itself writes.
  const startedAt = Date.now();
  for (const name of queueNames) {
    let passed = 0;
    for (;;) {
      const oldest = await queues.get(name).getJobs(['failed'], passed, passed + PAGE - 1, true);
      const due = oldest.filter(({ finishedOn = 0 }) => finishedOn <= startedAt);
      if (due.length === 0) break;
      for (const job of due) {
        // Somebody else may have taken it up in the meantime.
        const isRetried = await retry(job).then(
          () => true,
          () => false,
        );
        if (isRetried) retried += 1;
        else passed += 1;
      }
    }
  }
  return retried;
}

/** It will not be tried again; what it was to do stays undone. */
export async function removeDeadJob(queues: BullQueues, id: string): Promise<void> {
  const job = await findDead(queues, id, 'removed');
  await job.remove({ removeChildren: false });
}

async function retry(job: BullJob): Promise<void> {
  await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
}

async function findDead(queues: BullQueues, id: string, done: string): Promise<BullJob> {
  const job = await queues.get(describeJobId(id).queue).getJob(id);
  if (!job) throw new NotFoundError('There is no job with this id.');
  if (await job.isFailed()) return job;
  throw new PermanentError(`Only a job that failed for good can be ${done}.`, { code: 'conflict' });
}

function toDeadJob(job: BullJob): DeadJob {
  return {
    ...toEntry(job, describeJobId(job.id ?? '').queue, 'dead'),
    reason: publicReason(job.failedReason),
    payload: readJobData(job.data).payload,
  };
}
