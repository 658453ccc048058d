import type { Telling } from '../../db/stores/notification-store.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { ConfigError, PermanentError, TransientError } from '../shared/errors.ts';
import { enqueueNotice, NOBODY_IS_SET, type NotifyDependencies, tellOverChannels } from './notify-person.ts';
import { channelsReaching, type Delivery, type ReachingDependencies } from './send-notification.ts';

/** Sees to it that somebody is told; throws, with a public reason, when nobody was and no worker is at it. */
export type Tell = (telling: Telling) => Promise<void>;

type OpenQueue = () => Promise<Pick<JobQueue, 'enqueue'>>;

const HERE_MS = 20_000;

/** For a process whose workers are at hand: they send it, and try again. What becomes of it stands among the jobs. */
export function tellByQueue(queue: OpenQueue): Tell {
  return async (telling) => enqueueNotice(await queue(), telling);
}

/** For somebody who waits for an answer: that there is nobody whom a worker could tell is said at once. */
export function tellByWorkers(dependencies: ReachingDependencies, queue: OpenQueue): Tell {
  return async (telling) => {
    await enqueueNotice(await queue(), telling);
    const reaching = await channelsReaching(dependencies, telling.personId);
    if (reaching.length === 0) throw new ConfigError(NOBODY_IS_SET);
  };
}

/**
 * For a command, beside which no worker may be running: sent here and now, by the same rules and so at most once. Only
 * what could not be handed over yet is left to the queue.
 */
export function tellHere(dependencies: NotifyDependencies, queue: OpenQueue): Tell {
  return async (telling) => {
    const deliveries = await tellOverChannels(dependencies, telling, AbortSignal.timeout(HERE_MS));
    const told = [...deliveries.values()];
    const isLeft = told.some(({ state }) => state === 'waiting' || state === 'busy');
    if (isLeft) await enqueueNotice(await queue(), telling);
    requireTold(told);
  };
}

/** Whoever sends it at this moment hears what becomes of it, and says so. */
function requireTold(deliveries: readonly Delivery[]): void {
  if (deliveries.length === 0) throw new ConfigError(NOBODY_IS_SET);
  if (deliveries.some(({ state }) => state === 'sent' || state === 'busy')) return;
  const [waiting] = deliveries.flatMap((one) => (one.state === 'waiting' ? [one] : []));
  if (waiting !== undefined) {
    throw new TransientError(`${waiting.reason} "rounds serve" or a worker tries again.`);
  }
  const [first] = deliveries.flatMap((one) => ('reason' in one ? [one.reason] : []));
  throw new PermanentError(first ?? NOBODY_IS_SET);
}
