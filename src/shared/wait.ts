import { setTimeout as pause } from 'node:timers/promises';

/** Resolves when the time has passed; rejects at once when the signal is aborted. */
export type Wait = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

export const systemWait: Wait = (milliseconds, signal) => pause(milliseconds, undefined, { signal });
