import type { z } from 'zod';
import type { Logger } from '../shared/logger.ts';

/** Jobs of one queue share workers: what waits for the network must not hold up what needs the processor. */
export const queueNames = ['sources', 'history', 'analysis', 'agents', 'reports', 'notices'] as const;
export type QueueName = (typeof queueNames)[number];

export interface RetryPolicy {
  /** Tries for transient failures, the first included. */
  readonly attempts: number;
  /** First pause; doubles each time, with jitter. A `retryAfterMs` of the failure wins when it is longer. */
  readonly backoffMs: number;
  /**
   * Give up when the first try is longer ago than this, however many tries are left. Time spent waiting for a delay,
   * a slot or children does not count: a round that waited long for its agents still has its tries.
   */
  readonly maxAgeMs: number;
}

/** A job is data: what it is called, what it carries (ids only), how it fails and when two of them are the same. */
export interface JobDefinition<Name extends string, Payload> {
  readonly name: Name;
  readonly queue: QueueName;
  readonly payload: z.ZodType<Payload>;
  readonly retry: RetryPolicy;
  readonly timeoutMs: number;
  /** Ids, days and kinds only; two enqueues with the same key are one job. */
  readonly idempotencyKey: (payload: Payload) => string;
}

export function defineJob<const Name extends string, Payload>(
  definition: JobDefinition<Name, Payload>,
): JobDefinition<Name, Payload> {
  return definition;
}

export interface JobContext {
  /** Aborted on shutdown and when the job's time is up. */
  readonly signal: AbortSignal;
  readonly attempt: number;
  readonly logger: Logger;
}

export type JobHandler<Payload> = (payload: Payload, context: JobContext) => Promise<void>;
