import { UnrecoverableError } from 'bullmq';
import { publicMessageOf } from '../shared/errors.ts';
import { isOutage } from './backends/outage.ts';
import type { RetryDecision } from './retry.ts';

const CLASS_NAME = /^[A-Za-z][A-Za-z0-9]{0,39}$/;

const AFTER_OUTAGE_MS = 1_000;

/** Carries the pause that was decided on to BullMQ's backoff strategy. */
class RetryLater extends Error {
  readonly delayMs: number;

  constructor(line: string, delayMs: number) {
    super(line);
    this.delayMs = delayMs;
  }
}

/**
 * BullMQ stores message and stack of what a processor throws, and a foreign error may quote a document or a
 * query parameter in both. So what is thrown is never the error itself: only our public line and a class name.
 */
export function storableFailure(error: unknown, decision: RetryDecision): Error {
  const line = publicMessageOf(error);
  const failure = decision.again ? new RetryLater(line, decision.delayMs) : new UnrecoverableError(line);
  failure.stack = `${classNameOf(error)}: ${line}`;
  return failure;
}

/**
 * BullMQ's `backoffStrategy`: -1 means no further try. An outage that comes here met the store, not the job: BullMQ
 * could not record how the job had ended.
 */
export function pauseAfter(_attemptsMade: number, _type?: string, error?: Error): number {
  if (error instanceof RetryLater) return error.delayMs;
  return isOutage(error) ? AFTER_OUTAGE_MS : -1;
}

function classNameOf(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  return CLASS_NAME.test(name) ? name : 'Error';
}
