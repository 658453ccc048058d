import { TransientError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { QueueBackend } from './backends/backend.ts';
import { isOutage } from './backends/outage.ts';
import { type BullFlows, type BullQueue, createBullFlows, createBullQueue } from './bull.ts';
import type { QueueName } from './job.ts';

/** BullMQ's queues and its flow producer, made when first asked for: a command that adds one job opens one. */
export class BullQueues {
  readonly #backend: QueueBackend;
  readonly #logger: Logger;
  readonly #queues = new Map<QueueName, BullQueue>();
  readonly #calls = new Set<Promise<unknown>>();
  #flows: BullFlows | undefined;
  #closed = false;

  constructor(backend: QueueBackend, logger: Logger) {
    this.#backend = backend;
    this.#logger = logger;
  }

  get(name: QueueName): BullQueue {
    const known = this.#queues.get(name);
    if (known) return known;
    const queue = createBullQueue(this.#backend, name, this.#logger);
    this.#queues.set(name, queue);
    return queue;
  }

  get flows(): BullFlows {
    this.#flows ??= createBullFlows(this.#backend, this.#logger);
    return this.#flows;
  }

  /** Every call from outside runs in here: a store that is away is told at once and in our words. */
  async reach<Result>(call: () => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new TransientError('The job queue is closed.');
    const answer = this.#backend.assertReachable().then(call);
    this.#calls.add(answer);
    try {
      return await answer;
    } catch (error) {
      if (!isOutage(error)) throw error;
      throw new TransientError('The job queue cannot be reached at the moment.', { cause: error });
    } finally {
      this.#calls.delete(answer);
    }
  }

  /** What was begun is finished first: BullMQ leaves a call that meets a closing connection without an answer. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#calls);
    await Promise.all([this.#flows?.close(), ...[...this.#queues.values()].map((queue) => queue.close())]);
  }
}
