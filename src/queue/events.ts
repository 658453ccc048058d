import type { Logger } from '../shared/logger.ts';
import type { QueueBackend } from './backends/backend.ts';
import { type BullEvents, createBullEvents } from './bull.ts';
import { type QueueName, queueNames } from './job.ts';
import { describeJobId } from './job-id.ts';
import { publicReason } from './public-reason.ts';
import type { BullQueues } from './queues.ts';

export interface JobEvent {
  readonly jobId: string;
  readonly name: string;
  readonly state: 'waiting' | 'active' | 'completed' | 'failed' | 'delayed';
  readonly reason?: string;
}

export type JobListener = (event: JobEvent) => void;

/**
 * BullMQ's event streams, read from the moment somebody listens, and each queue only when it is needed. They are for
 * showing what goes on, not for deciding: on a PostgreSQL server BullMQ can skip an event when two jobs change at
 * once, because it reads on by number and numbers are not committed in order.
 */
export class JobEvents {
  readonly #backend: QueueBackend;
  readonly #queues: BullQueues;
  readonly #logger: Logger;
  readonly #streams = new Map<QueueName, Promise<BullEvents>>();
  readonly #listeners = new Set<JobListener>();

  constructor(backend: QueueBackend, queues: BullQueues, logger: Logger) {
    this.#backend = backend;
    this.#queues = queues;
    this.#logger = logger;
  }

  /** Whatever happens after this has resolved is reported. */
  async subscribe(listener: JobListener, queues: readonly QueueName[] = queueNames): Promise<() => void> {
    this.#listeners.add(listener);
    try {
      await Promise.all(queues.map((queue) => this.#stream(queue)));
    } catch (error) {
      this.#listeners.delete(listener);
      throw error;
    }
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    const streams = await Promise.allSettled(this.#streams.values());
    await Promise.all(streams.map((stream) => stream.status === 'fulfilled' && stream.value.close()));
  }

  #stream(queue: QueueName): Promise<BullEvents> {
    const known = this.#streams.get(queue);
    if (known) return known;
    const opening = this.#open(queue);
    this.#streams.set(queue, opening);
    opening.catch(() => this.#streams.delete(queue));
    return opening;
  }

  /**
   * BullMQ would start at "now", at an unknown time after it was asked to. A mark put into the stream first gives
   * a place to start from, so that nothing after it is missed.
   */
  async #open(name: QueueName): Promise<BullEvents> {
    const backend = this.#queues.get(name).getBackend();
    const mark = await backend.publishEvent({ event: 'listening' }, 10_000);
    const stream = createBullEvents(this.#backend, name, mark, this.#logger);
    stream.on('waiting', ({ jobId }) => this.#tell(jobId, { state: 'waiting' }));
    stream.on('active', ({ jobId }) => this.#tell(jobId, { state: 'active' }));
    stream.on('delayed', ({ jobId }) => this.#tell(jobId, { state: 'delayed' }));
    stream.on('completed', ({ jobId }) => this.#tell(jobId, { state: 'completed' }));
    stream.on('failed', ({ jobId, failedReason }) =>
      this.#tell(jobId, { state: 'failed', reason: publicReason(failedReason) }),
    );
    return stream;
  }

  #tell(jobId: string, event: Pick<JobEvent, 'state' | 'reason'>): void {
    for (const listener of this.#listeners) {
      try {
        listener({ jobId, name: nameOf(jobId), ...event });
      } catch (error) {
        this.#logger.error({ err: error, jobId }, 'a listener of job events failed');
      }
    }
  }
}

function nameOf(jobId: string): string {
  try {
    return describeJobId(jobId).name;
  } catch {
    return '';
  }
}
