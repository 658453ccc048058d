import type { RequestBudgetStore, RequestLimit } from '../../db/stores/request-budget-store.ts';
import { TransientError } from '../shared/errors.ts';
import type { Wait } from '../shared/wait.ts';

/** How many requests the application may send, as its provider counts them. */
export interface ProviderLimit {
  readonly requests: number;
  readonly seconds: number;
}

interface SharedLimit extends ProviderLimit {
  /** Of each window, how much is open to these requests: what can wait leaves room for what cannot. */
  readonly share?: number;
}

/** A longer wait is not worth holding a job for. */
const LONGEST_WAIT_MS = 60_000;
const PARTS = 5;

/**
 * One line for all workers of the application: every request takes its turn in the database. The provider counts over
 * a window that begins when it likes; in parts of a fifth of it, with a sixth of the requests each, no stretch of that
 * length can hold more than is allowed. Of fewer than six requests each has a part of its own.
 */
export function createRequestTurn(
  budgets: RequestBudgetStore,
  provider: string,
  { requests, seconds, share = 1 }: SharedLimit,
  wait: Wait,
) {
  const key = provider.toLowerCase();
  const parts = Math.max(1, Math.min(PARTS, requests - 1));
  const limit: RequestLimit = {
    requests: Math.max(1, Math.floor((requests * share) / (parts + 1))),
    windowMs: Math.ceil((seconds * 1000) / parts),
  };
  return {
    async turn(signal: AbortSignal | undefined): Promise<void> {
      for (;;) {
        const pauseMs = await budgets.take(key, limit);
        if (pauseMs === 0) return;
        if (pauseMs > LONGEST_WAIT_MS) throw pausing(provider, pauseMs);
        await wait(pauseMs, signal).catch(() => {
          throw new TransientError(`The request to ${provider} was stopped.`);
        });
      }
    },
    onTooMany: (pauseMs: number) => budgets.pause(key, pauseMs),
  };
}

function pausing(provider: string, retryAfterMs: number): TransientError {
  return new TransientError(`${provider} has asked for a pause.`, { retryAfterMs });
}
