import type { JobType } from 'bullmq';
import { type QueueName, queueNames } from './job.ts';
import { type JobEntry, type JobStateName, toEntry } from './job-entry.ts';
import type { BullQueues } from './queues.ts';

export interface ListOptions {
  /** All that is not over when left out. */
  readonly state?: JobStateName | undefined;
  readonly queue?: QueueName | undefined;
  readonly limit?: number | undefined;
}

const UNFINISHED: readonly JobStateName[] = ['active', 'waiting', 'delayed', 'blocked'];
/** However much is asked for: a list is for looking at. */
const MOST_LISTED = 500;

/** BullMQ keeps jobs with a priority apart from the rest of the line. */
const bullStates: Readonly<Record<JobStateName, readonly JobType[]>> = {
  waiting: ['waiting', 'prioritized'],
  active: ['active'],
  delayed: ['delayed'],
  blocked: ['waiting-children'],
  completed: ['completed'],
  dead: ['failed'],
};

/** Newest first; no more are read of each queue and state than are asked for in all. */
export async function listJobs(queues: BullQueues, options: ListOptions): Promise<JobEntry[]> {
  const limit = Math.min(options.limit ?? 50, MOST_LISTED);
  const names = options.queue === undefined ? queueNames : [options.queue];
  const states = options.state === undefined ? UNFINISHED : [options.state];
  const entries: JobEntry[] = [];
  for (const name of names) {
    for (const state of states) entries.push(...(await listState(queues, name, state, limit)));
  }
  return entries.sort((left, right) => right.since.localeCompare(left.since)).slice(0, limit);
}

async function listState(
  queues: BullQueues,
  name: QueueName,
  state: JobStateName,
  limit: number,
): Promise<JobEntry[]> {
  const jobs = await queues.get(name).getJobs([...bullStates[state]], 0, limit - 1, false);
  return jobs.map((job) => toEntry(job, name, state));
}
