import type { Attributes, Span, Telemetry } from 'bullmq';
import { publicMessageOf } from '../shared/errors.ts';

export type QueueTelemetry = Telemetry;

/** What may leave with a trace: names, counts, times and ids. Results, progress, options and reasons stay here. */
const ALLOWED = new Set([
  'bullmq.queue.name',
  'bullmq.queue.operation',
  'bullmq.job.name',
  'bullmq.job.id',
  'bullmq.job.state',
  'bullmq.job.attempts.made',
  'bullmq.job.attempt_finished_timestamp',
  'bullmq.job.processed.timestamp',
  'bullmq.job.bulk.count',
  'bullmq.job.bulk.names',
  'bullmq.flow.name',
  'bullmq.worker.id',
]);

/** What BullMQ does for itself, every half minute for each queue: nobody's job is found in it. */
const HOUSEKEEPING = /^(startStalledCheckTimer|moveStalledJobsToWait|extendLocks|close) /;

/**
 * BullMQ puts results and the words of errors into its spans, and a foreign error may quote what it stumbled over.
 * A trace goes to another program, so only what is named above goes with it; why a job failed is in the log, by its id.
 */
export function withoutContent(telemetry: QueueTelemetry): QueueTelemetry {
  return {
    contextManager: telemetry.contextManager,
    tracer: {
      startSpan: (name, options, context) =>
        HOUSEKEEPING.test(name)
          ? NO_SPAN
          : new DiscreetSpan(telemetry.tracer.startSpan(name, options, context)),
    },
  };
}

const NO_SPAN: Span = {
  setSpanOnContext: (context) => context,
  setAttribute: () => undefined,
  setAttributes: () => undefined,
  addEvent: () => undefined,
  recordException: () => undefined,
  end: () => undefined,
};

class DiscreetSpan implements Span {
  readonly #span: Span;

  constructor(span: Span) {
    this.#span = span;
  }

  setSpanOnContext<Context>(context: Context): Context {
    return this.#span.setSpanOnContext(context);
  }

  setAttribute(key: string, value: Parameters<Span['setAttribute']>[1]): void {
    if (ALLOWED.has(key)) this.#span.setAttribute(key, value);
  }

  setAttributes(attributes: Attributes): void {
    this.#span.setAttributes(allowedOf(attributes));
  }

  addEvent(name: string, attributes: Attributes = {}): void {
    this.#span.addEvent(name, allowedOf(attributes));
  }

  recordException(exception: unknown): void {
    this.#span.recordException({ name: 'Error', message: publicMessageOf(exception) });
  }

  end(): void {
    this.#span.end();
  }
}

function allowedOf(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => ALLOWED.has(key)));
}
