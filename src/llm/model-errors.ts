import { PermanentError, type RoundsError, TransientError } from '../shared/errors.ts';

/** What both SDKs tell about a failure, without the words of the server: those may quote the prompt. */
export interface Failure {
  readonly provider: string;
  readonly status?: number | undefined;
  readonly headers?: Headers | undefined;
  readonly code?: string | null | undefined;
}

const LONGEST_WAIT_MS = 60 * 60_000;

export function errorForFailure(failure: Failure): RoundsError {
  const { provider, status } = failure;
  if (status === undefined) return new TransientError(`${provider} could not be reached.`);
  if (status === 401 || status === 403) {
    return new PermanentError(`${provider} refused the API key.`, { code: 'unauthorised' });
  }
  if (status === 402 || failure.code === 'insufficient_quota') return withoutCredit(provider);
  if (status === 404) {
    return new PermanentError(`${provider} does not know this model or address.`, { code: 'invalid-config' });
  }
  if (status === 408 || status === 409 || status === 429 || status >= 500) {
    const retryAfterMs = retryAfterOf(failure.headers);
    const reason = status === 429 ? 'asks to slow down' : 'is busy or unwell';
    return new TransientError(`${provider} ${reason} (status ${status}).`, {
      ...(status === 429 && { code: 'rate-limited' }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
  return new PermanentError(`${provider} refused the request (status ${status}).`);
}

export function withoutCredit(provider: string): RoundsError {
  return new PermanentError(`The account at ${provider} has no credit left.`, { code: 'rate-limited' });
}

/** Broken off by this side: the provider may have worked, and may bill what it did. */
export class UnfinishedError extends TransientError {}

export function timedOut(provider: string, timeoutMs: number): RoundsError {
  return new UnfinishedError(`${provider} did not answer within ${Math.ceil(timeoutMs / 1000)} s.`);
}

export function stopped(provider: string): RoundsError {
  return new UnfinishedError(`The call to ${provider} was stopped.`);
}

export function declined(provider: string): RoundsError {
  return new PermanentError(`${provider} declined to answer.`);
}

/** `retry-after-ms`, `retry-after` in seconds, or `retry-after` as a date; capped at an hour. */
export function retryAfterOf(headers: Headers | undefined, now: number = Date.now()): number | undefined {
  const precise = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (Number.isFinite(precise)) return clampWait(precise);
  const text = headers?.get('retry-after');
  if (text === null || text === undefined || text.trim() === '') return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return clampWait(seconds * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : clampWait(date - now);
}

function clampWait(ms: number): number {
  return Math.round(Math.min(Math.max(ms, 0), LONGEST_WAIT_MS));
}
