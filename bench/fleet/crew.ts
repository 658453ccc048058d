import type { ChildProcess } from 'node:child_process';
import { openQueue } from '../../src/queue/open-queue.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { endChild, forkScript, spawnWorker } from './children.ts';
import { type Ask, enqueueRounds } from './enqueue.ts';
import type { Place } from './place.ts';

/** The workers of a place, at work, and whoever hands them rounds. */
export interface Crew extends AsyncDisposable {
  readonly pids: readonly number[];
  ask(ask: Ask): Promise<void>;
}

export async function hireCrew(place: Place, workers: number): Promise<Crew> {
  return place.config.queue.kind === 'embedded' ? hireEmbedded(place) : hireWorkers(place, workers);
}

async function hireEmbedded({ environment }: Place): Promise<Crew> {
  const { child } = await forkScript(new URL('./embedded-process.js', import.meta.url), {}, environment);
  return {
    pids: [child.pid as number],
    ask: async (ask) => {
      child.send(ask);
    },
    [Symbol.asyncDispose]: () => endChild(child),
  };
}

async function hireWorkers(place: Place, workers: number): Promise<Crew> {
  const started = Array.from({ length: workers }, () => spawnWorker(place.environment));
  const children: ChildProcess[] = await Promise.all(started);
  const logger = createLogger({ level: 'error' });
  const queue = await openQueue(place.config.queue, { logger, clock: systemClock });
  return {
    pids: children.map(({ pid }) => pid as number),
    ask: (ask) => enqueueRounds({ ...place.stores, queue }, ask),
    async [Symbol.asyncDispose]() {
      await queue.close();
      await Promise.all(children.map(endChild));
    },
  };
}
