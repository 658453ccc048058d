import type { BackendFactory, IQueueBackend } from 'bullmq';
import type { QueueTelemetry } from '../telemetry.ts';

/**
 * Where the jobs live. A backend supplies connections and nothing else: every rule about jobs is in the runtime,
 * so the three of them cannot drift apart.
 */
export interface QueueBackend {
  readonly kind: 'embedded' | 'redis' | 'postgres';
  /** How BullMQ's objects reach this backend; the connection they are given is filled in here. */
  readonly connect: BackendFactory<IQueueBackend, object>;
  /** Key prefix, where the backend has one. */
  readonly prefix?: string;
  /** Where traces go, where they go anywhere: given to every object together with its backend. */
  readonly telemetry?: QueueTelemetry;
  /** True when no other process can be at work on these jobs, so a job found active at start has lost its worker. */
  readonly exclusive: boolean;
  /** Rejects with a `TransientError` when jobs cannot be handed over now, instead of letting the caller hang. */
  assertReachable(): Promise<void>;
  /** Settings of the server under which jobs can get lost: a line each, with what to set. */
  warnings(): Promise<readonly string[]>;
  close(): Promise<void>;
}
