import type { Job } from 'bullmq';
import type { Clock } from '../shared/clock.ts';
import { ConfigError, TransientError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { Meter } from '../shared/meter.ts';
import type { QueueBackend } from './backends/backend.ts';
import { type BullWorker, createBullWorker } from './bull.ts';
import type { QueueName } from './job.ts';
import { readJobData } from './job-data.ts';
import { createProcessor } from './processor.ts';
import { isGivenUp, publicReason } from './public-reason.ts';
import type { BullQueues } from './queues.ts';
import type { JobRegistration } from './registry.ts';

/** Waiting for the network costs little, computing costs a core. */
const DEFAULT_CONCURRENCY: Readonly<Record<QueueName, number>> = {
  sources: 4,
  history: 2,
  analysis: 2,
  agents: 4,
  reports: 2,
  notices: 2,
};
/** The time handlers get to finish by themselves before their signal is aborted. */
const GRACE_MS = 2_000;

export type Concurrency = number | Partial<Record<QueueName, number>>;

export interface WorkerTimes {
  /** A job whose worker was killed is taken up after this long, plus the interval of looking. */
  readonly lockDurationMs: number;
  readonly stalledIntervalMs: number;
}

interface Collaborators {
  readonly backend: QueueBackend;
  readonly queues: BullQueues;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: () => number;
  readonly meter: Meter;
  readonly times: WorkerTimes;
}

export class Workers {
  readonly #with: Collaborators;
  readonly #workers = new Map<QueueName, BullWorker>();
  readonly #stopping = new AbortController();
  readonly #abandoning = new AbortController();

  constructor(collaborators: Collaborators) {
    this.#with = collaborators;
  }

  async start(
    registry: ReadonlyMap<string, JobRegistration>,
    queues: readonly QueueName[],
    concurrency: Concurrency | undefined,
  ): Promise<void> {
    const taken = queues.find((name) => this.#workers.has(name));
    if (taken) throw new ConfigError(`The queue ${taken} is served already.`);
    const { backend, logger, clock, random, meter, times } = this.#with;
    if (backend.exclusive) await Promise.all(queues.map((name) => this.#recoverOrphans(name)));
    const processor = createProcessor({
      registry,
      logger,
      clock,
      random,
      meter,
      stopping: this.#stopping.signal,
      abandoning: this.#abandoning.signal,
    });
    for (const name of queues) {
      const settings = { ...times, concurrency: concurrencyOf(name, concurrency) };
      const worker = createBullWorker(backend, name, processor, settings, logger);
      // Somebody else may have the job now; two of them must not go on.
      worker.on('lockRenewalFailed', (ids) => {
        for (const id of ids) worker.cancelJob(id, 'lock lost');
      });
      worker.on('failed', (job, error) => {
        if (job !== undefined && isGivenUp(error)) void this.#tellDeath(registry, job, error);
      });
      this.#workers.set(name, worker);
    }
  }

  async #tellDeath(registry: ReadonlyMap<string, JobRegistration>, job: Job, error: Error): Promise<void> {
    try {
      await registry.get(job.name)?.onDead(readJobData(job.data).payload, publicReason(error.message));
    } catch (failure) {
      this.#with.logger.error({ err: failure, job: job.name }, 'a failed job could not be reported');
    }
  }

  /** Intake stops at once; then handlers are waited for, asked to stop, and at the deadline left behind. */
  async close(timeoutMs: number): Promise<void> {
    if (this.#workers.size === 0) return;
    const reason = new TransientError('The program is shutting down.');
    const timers = [
      setTimeout(() => this.#stopping.abort(reason), Math.min(GRACE_MS, timeoutMs / 2)),
      setTimeout(() => {
        this.#stopping.abort(reason);
        this.#abandoning.abort(reason);
      }, timeoutMs),
    ];
    try {
      await Promise.all([...this.#workers.values()].map((worker) => worker.close()));
    } finally {
      for (const timer of timers) clearTimeout(timer);
    }
  }

  /** Nobody else can be at work on this directory, so there is no need to wait until their locks run out. */
  async #recoverOrphans(name: QueueName): Promise<void> {
    const queue = this.#with.queues.get(name);
    const orphans = await queue.getActive();
    const back = orphans.map(({ id }) => id && queue.getBackend().moveJobFromActiveToWait(id, '0'));
    await Promise.all(back);
    if (orphans.length > 0) {
      this.#with.logger.info({ queue: name, jobs: orphans.length }, 'interrupted jobs taken up again');
    }
  }
}

function concurrencyOf(name: QueueName, asked: Concurrency | undefined): number {
  return (typeof asked === 'number' ? asked : asked?.[name]) ?? DEFAULT_CONCURRENCY[name];
}
