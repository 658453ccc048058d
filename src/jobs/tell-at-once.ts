import type { Telling } from '../../db/stores/notification-store.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { enqueueNotice, type NotifyDependencies, tellOverChannels } from './notify-person.ts';

/** Sees to it that somebody is told; throws when nobody will be. */
export type Tell = (telling: Telling) => Promise<void>;

type OpenQueue = () => Promise<Pick<JobQueue, 'enqueue'>>;

const HERE_MS = 20_000;

/** For a process whose workers are at hand: they send it, and try again. */
export function tellByQueue(queue: OpenQueue): Tell {
  return async (telling) => enqueueNotice(await queue(), telling);
}

/**
 * For a command, beside which no worker may be running: sent here and now, by the same rules and so at most once. Only
 * what could not be handed over yet is left to the queue.
 */
export function tellHere(dependencies: NotifyDependencies, queue: OpenQueue): Tell {
  return async (telling) => {
    const deliveries = await tellOverChannels(dependencies, telling, AbortSignal.timeout(HERE_MS));
    const isSettled = [...deliveries.values()].every(({ state }) => state !== 'waiting');
    if (!isSettled) await enqueueNotice(await queue(), telling);
  };
}
