import type { JobsOptions } from 'bullmq';
import type { JobDefinition, QueueName } from './job.ts';
import type { JobData } from './job-data.ts';
import { jobIdOf } from './job-id.ts';
import { jobOptionsOf } from './job-options.ts';
import type { BullQueues } from './queues.ts';
import { parsePayload } from './registry.ts';

export interface EnqueueOptions {
  readonly delayMs?: number;
  /** 1 is the most urgent of the prioritised jobs; jobs without one go before all of them. */
  readonly priority?: number | undefined;
  /** Run again although a job with this key has completed or died. One that still waits or runs stays. */
  readonly replaceFinished?: boolean;
}

/** A job ready to be handed to BullMQ; its payload has been checked, its type is no longer needed. */
export interface PreparedJob {
  readonly id: string;
  readonly name: string;
  readonly queue: QueueName;
  readonly data: JobData;
  readonly options: JobsOptions;
}

export function prepareJob<Name extends string, Payload>(
  definition: JobDefinition<Name, Payload>,
  payload: Payload,
): PreparedJob {
  const checked = parsePayload(definition, payload);
  const { name, queue } = definition;
  const id = jobIdOf(definition, definition.idempotencyKey(checked));
  return { id, name, queue, data: { payload: checked }, options: jobOptionsOf(definition) };
}

/**
 * The same key is the same job: while a job with it exists, in any state, adding is a no-op that returns its id.
 * Completed jobs are dropped after an hour, dead ones after ninety days; keys therefore name the round or the run.
 */
export async function addJob(queues: BullQueues, job: PreparedJob, options: EnqueueOptions): Promise<string> {
  if (options.replaceFinished) await removeFinished(queues, job);
  await queues.get(job.queue).add(job.name, job.data, {
    ...job.options,
    jobId: job.id,
    ...(options.delayMs === undefined ? {} : { delay: options.delayMs }),
    ...(options.priority === undefined ? {} : { priority: options.priority }),
  });
  return job.id;
}

export async function removeFinished(queues: BullQueues, { id, queue }: PreparedJob): Promise<void> {
  const existing = await queues.get(queue).getJob(id);
  if (!existing?.finishedOn) return;
  try {
    await existing.remove({ removeChildren: false });
  } catch (error) {
    // Since the look it may have been dropped for its age, or replaced by somebody else: BullMQ calls both "locked".
    if ((await queues.get(queue).getJob(id))?.finishedOn) throw error;
  }
}
