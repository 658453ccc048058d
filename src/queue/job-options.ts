import type { JobsOptions } from 'bullmq';
import type { JobDefinition } from './job.ts';

/** By age alone: a limit by count makes BullMQ on PostgreSQL sort all kept jobs at every completion. */
const KEEP_COMPLETED = { age: 60 * 60 };
const KEEP_DEAD = { age: 90 * 24 * 60 * 60 };

export function jobOptionsOf<Name extends string, Payload>(
  definition: JobDefinition<Name, Payload>,
): JobsOptions {
  return {
    attempts: definition.retry.attempts,
    // Any name but a built-in one sends BullMQ to `pauseAfter`.
    backoff: { type: 'decided' },
    removeOnComplete: KEEP_COMPLETED,
    removeOnFail: KEEP_DEAD,
    stackTraceLimit: 1,
  };
}
