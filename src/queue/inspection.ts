import { NotFoundError, PermanentError } from '../shared/errors.ts';
import { publicReason } from './failure.ts';
import { type QueueName, queueNames } from './job.ts';
import { readJobData } from './job-data.ts';
import { describeJobId } from './job-id.ts';
import type { BullQueues } from './queues.ts';

export interface DeadJob {
  readonly id: string;
  readonly name: string;
  readonly queue: QueueName;
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: Date | undefined;
  readonly payload: unknown;
}

export type JobState =
  | { readonly state: 'waiting' | 'active' | 'completed' }
  | { readonly state: 'failed'; readonly reason: string };

export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly waitingForChildren: number;
  readonly completed: number;
  readonly dead: number;
}

/** What waits for its time, its turn or other jobs is waiting. A job that nobody knows (any more) is not found. */
export async function jobState(queues: BullQueues, id: string): Promise<JobState> {
  const queue = queues.get(describeJobId(id).queue);
  const state = await queue.getJobState(id);
  if (state === 'unknown') throw new NotFoundError('There is no job with this id.');
  if (state === 'completed' || state === 'active') return { state };
  if (state !== 'failed') return { state: 'waiting' };
  // Read after the state: a job read before it may have failed in between and know no reason yet.
  const job = await queue.getJob(id);
  return { state, reason: publicReason(job?.failedReason) };
}

/** Newest first. */
export async function listDeadJobs(queues: BullQueues, limit: number): Promise<DeadJob[]> {
  const found = await Promise.all(
    queueNames.map(async (queue) => {
      const jobs = await queues.get(queue).getFailed(0, limit - 1);
      return jobs.map((job) => ({
        id: job.id ?? '',
        name: job.name,
        queue,
        reason: publicReason(job.failedReason),
        attempts: job.attemptsMade,
        failedAt: job.finishedOn === undefined ? undefined : new Date(job.finishedOn),
        payload: readJobData(job.data).payload,
      }));
    }),
  );
  const all = found.flat();
  return all.sort((a, b) => (b.failedAt?.getTime() ?? 0) - (a.failedAt?.getTime() ?? 0)).slice(0, limit);
}

/** The job gets all its tries again. */
export async function retryDeadJob(queues: BullQueues, id: string): Promise<void> {
  const job = await queues.get(describeJobId(id).queue).getJob(id);
  if (!job) throw new NotFoundError('There is no job with this id.');
  if (!(await job.isFailed())) {
    throw new PermanentError('Only a job that failed for good can be retried.', { code: 'conflict' });
  }
  await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
}

export async function countJobs(queues: BullQueues): Promise<Record<QueueName, QueueCounts>> {
  const counted = await Promise.all(
    queueNames.map(async (name) => [name, await countQueue(queues, name)] as const),
  );
  return Object.fromEntries(counted) as Record<QueueName, QueueCounts>;
}

const STATES = [
  'waiting',
  'prioritized',
  'active',
  'delayed',
  'waiting-children',
  'completed',
  'failed',
] as const;

async function countQueue(queues: BullQueues, name: QueueName): Promise<QueueCounts> {
  const counts = await queues.get(name).getJobCounts(...STATES);
  const of = (state: (typeof STATES)[number]) => counts[state] ?? 0;
  return {
    waiting: of('waiting') + of('prioritized'),
    active: of('active'),
    delayed: of('delayed'),
    waitingForChildren: of('waiting-children'),
    completed: of('completed'),
    dead: of('failed'),
  };
}
