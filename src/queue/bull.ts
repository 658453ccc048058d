import { FlowProducer, type IQueueBackend, type Processor, Queue, QueueEvents, Worker } from 'bullmq';
import type { Logger } from '../shared/logger.ts';
import type { QueueBackend } from './backends/backend.ts';
import { isOutage } from './backends/outage.ts';
import { pauseAfter } from './failure.ts';
import type { QueueName } from './job.ts';
import type { JobData } from './job-data.ts';
import { nextRun } from './next-run.ts';

/** The one place that constructs BullMQ objects: each gets its backend, its prefix and a listener for errors. */
export type BullQueue = Queue<JobData, void, string, JobData, void, string, IQueueBackend, object>;
export type BullWorker = Worker<JobData, void, string, IQueueBackend, Record<string, never>, object>;
export type BullProcessor = Processor<JobData, void, string, Record<string, never>>;
export type BullEvents = QueueEvents<void, IQueueBackend, object>;
export type BullFlows = FlowProducer<IQueueBackend, object>;

export interface WorkerSettings {
  readonly concurrency: number;
  readonly lockDurationMs: number;
  readonly stalledIntervalMs: number;
}

/** A job whose process was killed this often is taken to be the killer; in a bad night chance alone hits some four times. */
const MAX_STALLED = 10;
/** How soon a worker that lost its store looks for it again. */
const RETRY_STORE_MS = 1_000;
const OUTAGE_LINE_EVERY_MS = 60_000;

export function createBullQueue(backend: QueueBackend, name: QueueName, logger: Logger): BullQueue {
  const queue: BullQueue = new Queue(
    name,
    { ...base(backend), settings: { repeatStrategy: nextRun } },
    backend.connect,
  );
  queue.on('error', logTo(logger, name));
  return queue;
}

export function createBullFlows(backend: QueueBackend, logger: Logger): BullFlows {
  const flows: BullFlows = new FlowProducer(base(backend), backend.connect);
  flows.on('error', logTo(logger, 'flows'));
  return flows;
}

export function createBullEvents(
  backend: QueueBackend,
  name: QueueName,
  lastEventId: string,
  logger: Logger,
): BullEvents {
  const events: BullEvents = new QueueEvents(name, { ...base(backend), lastEventId }, backend.connect);
  events.on('error', logTo(logger, name));
  return events;
}

export function createBullWorker(
  backend: QueueBackend,
  name: QueueName,
  processor: BullProcessor,
  settings: WorkerSettings,
  logger: Logger,
): BullWorker {
  const worker: BullWorker = new Worker(
    name,
    processor,
    {
      ...base(backend),
      concurrency: settings.concurrency,
      lockDuration: settings.lockDurationMs,
      stalledInterval: settings.stalledIntervalMs,
      maxStalledCount: MAX_STALLED,
      runRetryDelay: RETRY_STORE_MS,
      settings: { backoffStrategy: pauseAfter, repeatStrategy: nextRun },
    },
    backend.connect,
  );
  worker.on('error', logTo(logger, name));
  return worker;
}

function base({ prefix, telemetry }: QueueBackend) {
  return {
    connection: {},
    ...(prefix !== undefined && { prefix }),
    ...(telemetry !== undefined && { telemetry }),
  };
}

/** Every connection of every object reports an outage at every try; one line a minute for each object says it all. */
function logTo(logger: Logger, queue: string): (error: Error) => void {
  let quietUntil = 0;
  return (error) => {
    if (!isOutage(error)) return logger.error({ err: error, queue }, 'queue error');
    // This one alone is what closing does to whatever was just under way.
    if (error.message === 'Connection is closed.' || performance.now() < quietUntil) return;
    quietUntil = performance.now() + OUTAGE_LINE_EVERY_MS;
    logger.warn({ err: error, queue }, 'the job queue is away, waiting until it is back');
  };
}
