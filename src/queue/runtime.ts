import type { Clock } from '../shared/clock.ts';
import { NotFoundError, TransientError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { Meter } from '../shared/meter.ts';
import type { QueueBackend } from './backends/backend.ts';
import type { BoardQueues } from './board.ts';
import {
  type DeadJob,
  type DeadJobInWhole,
  getDeadJob,
  listDeadJobs,
  removeDeadJob,
  retryAllDeadJobs,
  retryDeadJob,
} from './dead-jobs.ts';
import { JobEvents, type JobListener } from './events.ts';
import { addFlow, type FlowNode, type FlowOptions } from './flow.ts';
import { countJobs, type JobState, jobState, type QueueCounts } from './inspection.ts';
import { type JobDefinition, type QueueName, queueNames } from './job.ts';
import type { JobEntry } from './job-entry.ts';
import { type ListOptions, listJobs } from './list-jobs.ts';
import { overviewOf, type QueueOverview } from './overview.ts';
import { addJob, type EnqueueOptions, prepareJob } from './producer.ts';
import { BullQueues } from './queues.ts';
import { buildRegistry, type JobHead, type JobRegistration } from './registry.ts';
import { type FoundJobs, findJobsAbout, removeJobsAbout } from './remove-jobs.ts';
import {
  listSchedules,
  removeSchedule,
  type Schedule,
  type ScheduleTimes,
  scheduleTimes,
  upsertSchedule,
} from './schedules.ts';
import { type FinishedJob, waitUntilFinished } from './waiting.ts';
import { type Concurrency, Workers, type WorkerTimes } from './workers.ts';

export interface WorkOptions {
  /** All of them when left out. */
  readonly queues?: readonly QueueName[];
  readonly concurrency?: Concurrency;
  /** Every job the program knows: one of a served queue without handler is refused. */
  readonly definitions?: readonly JobHead[];
}

export interface RuntimeOptions {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: () => number;
  readonly meter: Meter;
  readonly times: WorkerTimes;
}

/** Whoever ends a service waits ten seconds before it is killed: handlers get half of them, the store the rest. */
const CLOSE_TIMEOUT_MS = 5_000;
/** What the store gets to answer, three times, once the handlers have ended. */
const STORE_TIMEOUT_MS = 1_000;

/** What the rest of the program knows of the queue. The rules are the same on every backend. */
export class JobQueue implements AsyncDisposable {
  readonly #backend: QueueBackend;
  readonly #logger: Logger;
  readonly #queues: BullQueues;
  readonly #events: JobEvents;
  readonly #workers: Workers;
  readonly #closed = new AbortController();
  #closing: Promise<void> | undefined;

  constructor(backend: QueueBackend, options: RuntimeOptions) {
    this.#backend = backend;
    this.#logger = options.logger;
    this.#queues = new BullQueues(backend, options.logger);
    this.#events = new JobEvents(backend, this.#queues, options.logger);
    this.#workers = new Workers({ backend, queues: this.#queues, ...options });
  }

  get kind(): QueueBackend['kind'] {
    return this.#backend.kind;
  }

  /** Returns the job's id, which follows from name and idempotency key. */
  async enqueue<Name extends string, Payload>(
    definition: JobDefinition<Name, Payload>,
    payload: Payload,
    options: EnqueueOptions = {},
  ): Promise<string> {
    const job = prepareJob(definition, payload);
    return this.#queues.reach(() => addJob(this.#queues, job, options));
  }

  async enqueueFlow(root: FlowNode, options: FlowOptions = {}): Promise<string> {
    return this.#queues.reach(() => addFlow(this.#queues, root, options));
  }

  async schedule<Name extends string, Payload>(
    id: string,
    definition: JobDefinition<Name, Payload>,
    payload: Payload,
    times: ScheduleTimes,
  ): Promise<void> {
    return this.#queues.reach(() => upsertSchedule(this.#queues, id, definition, payload, times));
  }

  async unschedule(id: string): Promise<boolean> {
    return this.#queues.reach(() => removeSchedule(this.#queues, id));
  }

  async listSchedules(): Promise<Schedule[]> {
    return this.#queues.reach(() => listSchedules(this.#queues));
  }

  /** When each schedule is due next: one question, however many there are. */
  async scheduleTimes(): Promise<ReadonlyMap<string, Date>> {
    return this.#queues.reach(() => scheduleTimes(this.#queues));
  }

  async work(handlers: readonly JobRegistration[], options: WorkOptions = {}): Promise<void> {
    const queues = options.queues ?? queueNames;
    const registry = buildRegistry(handlers, queues, options.definitions ?? []);
    return this.#queues.reach(() => this.#workers.start(registry, queues, options.concurrency));
  }

  async events(listener: JobListener): Promise<() => void> {
    return this.#queues.reach(() => this.#events.subscribe(listener));
  }

  async waitUntilFinished(jobId: string, options: { signal?: AbortSignal } = {}): Promise<FinishedJob> {
    const stop = AbortSignal.any([this.#closed.signal, ...(options.signal ? [options.signal] : [])]);
    return this.#queues.reach(() => waitUntilFinished(this.#queues, this.#events, jobId, stop));
  }

  async state(jobId: string): Promise<JobState> {
    return this.#queues.reach(() => jobState(this.#queues, jobId));
  }

  /** Of the job that carries this payload; undefined when there is none (any more). */
  async stateOf<Name extends string, Payload>(
    definition: JobDefinition<Name, Payload>,
    payload: Payload,
  ): Promise<JobState | undefined> {
    const { id } = prepareJob(definition, payload);
    return this.state(id).catch((error: unknown) => {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    });
  }

  async listDead(options: { limit?: number } = {}): Promise<DeadJob[]> {
    return this.#queues.reach(() => listDeadJobs(this.#queues, options.limit ?? 100));
  }

  async retryDead(id: string): Promise<void> {
    return this.#queues.reach(() => retryDeadJob(this.#queues, id));
  }

  async getDead(id: string): Promise<DeadJobInWhole> {
    return this.#queues.reach(() => getDeadJob(this.#queues, id));
  }

  async retryAllDead(): Promise<number> {
    return this.#queues.reach(() => retryAllDeadJobs(this.#queues));
  }

  async removeDead(id: string): Promise<void> {
    return this.#queues.reach(() => removeDeadJob(this.#queues, id));
  }

  /** Jobs in any state and schedules whose payloads name one of these. */
  async findAbout(names: ReadonlySet<string>): Promise<FoundJobs> {
    return this.#queues.reach(() => findJobsAbout(this.#queues, names));
  }

  /** Takes them away, but for those that a worker is at. Returns what was there. */
  async removeAbout(names: ReadonlySet<string>): Promise<FoundJobs> {
    return this.#queues.reach(() => removeJobsAbout(this.#queues, names));
  }

  async list(options: ListOptions = {}): Promise<JobEntry[]> {
    return this.#queues.reach(() => listJobs(this.#queues, options));
  }

  /** How every queue stands, and whether the schedules keep up. */
  async overview(): Promise<QueueOverview> {
    return this.#queues.reach(() => overviewOf(this.#queues));
  }

  /** The queues for Bull Board, which knows Redis only. */
  async board(): Promise<BoardQueues | undefined> {
    if (this.#backend.kind !== 'redis') return undefined;
    const { boardQueues } = await import('./board.ts');
    return boardQueues(this.#queues);
  }

  /** Settings of the store under which jobs can get lost. */
  async warnings(): Promise<readonly string[]> {
    return this.#queues.reach(() => this.#backend.warnings());
  }

  async counts(): Promise<Record<QueueName, QueueCounts>> {
    return this.#queues.reach(() => countJobs(this.#queues));
  }

  /**
   * Intake stops, handlers get their time, then everything is let go in the order of its use. Handlers may enqueue
   * until they have ended. Calling it again waits for the same end.
   */
  close(options: { timeoutMs?: number } = {}): Promise<void> {
    this.#closing ??= this.#close(options.timeoutMs ?? CLOSE_TIMEOUT_MS);
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(timeoutMs: number): Promise<void> {
    await this.#step('workers', this.#workers.close(timeoutMs), timeoutMs + STORE_TIMEOUT_MS);
    this.#closed.abort(new TransientError('The job queue was closed.'));
    await this.#step('events', this.#events.close(), STORE_TIMEOUT_MS);
    await this.#step('queues', this.#queues.close(), STORE_TIMEOUT_MS);
    await this.#step('backend', this.#backend.close(), STORE_TIMEOUT_MS);
  }

  /** A store that is away must not keep the program from ending, nor one step the others from being taken. */
  async #step(part: string, work: Promise<void>, timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<'time up'>((resolve) => {
      timer = setTimeout(() => resolve('time up'), timeoutMs);
    });
    try {
      const outcome = await Promise.race([work, timeUp]);
      if (outcome === 'time up')
        this.#logger.warn({ part }, 'closing the queue took too long, going on without');
    } catch (error) {
      this.#logger.warn({ err: error, part }, 'closing a part of the queue failed');
    } finally {
      clearTimeout(timer);
    }
  }
}
