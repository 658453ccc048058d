import { NotFoundError } from '../shared/errors.ts';
import { type QueueName, queueNames } from './job.ts';
import { describeJobId } from './job-id.ts';
import { publicReason } from './public-reason.ts';
import type { BullQueues } from './queues.ts';

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

export async function countJobs(queues: BullQueues): Promise<Record<QueueName, QueueCounts>> {
  const counted = await Promise.all(
    queueNames.map(async (name) => [name, (await countQueue(queues, name)).counts] as const),
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

/** `inLine` are those of the waiting without a priority: BullMQ keeps the two kinds apart. */
export async function countQueue(
  queues: BullQueues,
  name: QueueName,
): Promise<{ counts: QueueCounts; inLine: number }> {
  const counted = await queues.get(name).getJobCounts(...STATES);
  const of = (state: (typeof STATES)[number]) => counted[state] ?? 0;
  const counts = {
    waiting: of('waiting') + of('prioritized'),
    active: of('active'),
    delayed: of('delayed'),
    waitingForChildren: of('waiting-children'),
    completed: of('completed'),
    dead: of('failed'),
  };
  return { counts, inLine: of('waiting') };
}
