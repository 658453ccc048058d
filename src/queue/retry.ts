import { RoundsError } from '../shared/errors.ts';
import type { RetryPolicy } from './job.ts';

/** A mistake in the program rarely mends itself; one more try covers a passing cause, then a person has to look. */
const TRIES_FOR_BUGS = 2;
const JITTER = 0.5;
const MAX_PAUSE_MS = 6 * 60 * 60 * 1000;

export type RetryDecision = { readonly again: false } | { readonly again: true; readonly delayMs: number };

interface FailedTry {
  readonly error: unknown;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Since the first try began. */
  readonly ageMs: number;
}

/** Pure: what follows from a failure. `random` gives numbers in [0, 1). */
export function decideRetry(failed: FailedTry, policy: RetryPolicy, random: () => number): RetryDecision {
  const { error, attempt, ageMs } = failed;
  const known = error instanceof RoundsError;
  if (known && !error.retryable) return { again: false };
  if (attempt >= (known ? policy.attempts : Math.min(policy.attempts, TRIES_FOR_BUGS)))
    return { again: false };
  const backoff = Math.min(policy.backoffMs * 2 ** (attempt - 1), MAX_PAUSE_MS);
  // Between half and all of it, so that jobs which failed together do not come back together.
  const jittered = backoff * (1 - JITTER * random());
  const delayMs = Math.max(1, Math.round(jittered), known ? (error.retryAfterMs ?? 0) : 0);
  return ageMs + delayMs > policy.maxAgeMs ? { again: false } : { again: true, delayMs };
}
