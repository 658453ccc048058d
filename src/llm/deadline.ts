import type { RoundsError } from '../shared/errors.ts';
import { stopped, timedOut } from './model-errors.ts';

/**
 * The SDKs stop their clock when the headers arrive, so a body that never ends would hang: this deadline covers
 * the whole answer. It also tells a time-out from a call that was stopped from outside.
 */
export async function withDeadline<Value>(
  options: { provider: string; timeoutMs: number; signal: AbortSignal | undefined },
  run: (signal: AbortSignal) => Promise<Value>,
  translate: (error: unknown) => RoundsError,
): Promise<Value> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), options.timeoutMs);
  const signal =
    options.signal === undefined ? deadline.signal : AbortSignal.any([deadline.signal, options.signal]);
  try {
    return await run(signal);
  } catch (error) {
    if (options.signal?.aborted) throw stopped(options.provider);
    if (deadline.signal.aborted) throw timedOut(options.provider, options.timeoutMs);
    throw translate(error);
  } finally {
    clearTimeout(timer);
  }
}
