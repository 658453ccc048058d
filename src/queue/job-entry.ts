import type { Job } from 'bullmq';
import { isRecord } from '../shared/json.ts';
import type { QueueName } from './job.ts';
import { type JobData, readJobData } from './job-data.ts';
import { publicReason } from './public-reason.ts';

export const jobStates = ['waiting', 'active', 'delayed', 'blocked', 'completed', 'dead'] as const;
/** `blocked` waits for other jobs, `delayed` for its time. */
export type JobStateName = (typeof jobStates)[number];

/** Whom and what a job is about, as far as its payload says: ids alone. */
export interface JobIds {
  readonly personId?: string;
  readonly roundId?: string;
  readonly agent?: string;
}

/** One job as a list shows it. Times are ISO text, as they go over HTTP. */
export interface JobEntry extends JobIds {
  readonly id: string;
  readonly name: string;
  readonly queue: QueueName;
  readonly state: JobStateName;
  readonly attempts: number;
  /** Waiting, delayed or blocked: since it was added or last tried. Active: since it began. Else: since it ended. */
  readonly since: string;
  readonly dueAt?: string;
  readonly reason?: string;
}

export type BullJob = Job<JobData, void, string>;

export function toEntry(job: BullJob, queue: QueueName, state: JobStateName): JobEntry {
  return {
    id: job.id ?? '',
    name: job.name,
    queue,
    state,
    attempts: job.attemptsMade,
    since: iso(sinceOf(job, state)),
    ...(state === 'delayed' && { dueAt: iso(dueTimeOf(job)) }),
    ...(job.failedReason && { reason: publicReason(job.failedReason) }),
    ...idsOf(readJobData(job.data).payload),
  };
}

/** When it joined the line, as well as it is known: a job that waited for others counts from when it was added. */
export function lineTimeOf(job: BullJob): number {
  return Math.max(job.timestamp + (job.opts.delay ?? 0), job.processedOn ?? 0);
}

export function dueTimeOf(job: BullJob): number {
  return Math.max(job.timestamp, job.processedOn ?? 0) + job.delay;
}

export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function sinceOf(job: BullJob, state: JobStateName): number {
  if (state === 'active') return job.processedOn ?? job.timestamp;
  if (state === 'completed' || state === 'dead') return job.finishedOn ?? job.timestamp;
  return state === 'waiting' ? lineTimeOf(job) : Math.max(job.timestamp, job.processedOn ?? 0);
}

function idsOf(payload: unknown): JobIds {
  if (!isRecord(payload)) return {};
  const { personId, roundId, agent } = payload;
  return {
    ...(typeof personId === 'string' && { personId }),
    ...(typeof roundId === 'string' && { roundId }),
    ...(typeof agent === 'string' && { agent }),
  };
}
