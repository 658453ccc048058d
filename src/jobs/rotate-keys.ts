import { z } from 'zod';
import type { KeyStore } from '../../db/stores/key-store.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';

/** Once a day: whoever is still under an older master key comes under the newest. */
export const rotateKeys = defineJob({
  name: 'rotate-keys',
  queue: 'sources',
  payload: z.object({}),
  retry: { attempts: 6, backoffMs: 30_000, maxAgeMs: 6 * 3_600_000 },
  timeoutMs: 30 * 60_000,
  idempotencyKey: () => 'all',
});

export interface RotateKeysDependencies {
  readonly keys: KeyStore;
}

export function rotateKeysHandler({ keys }: RotateKeysDependencies) {
  return handle(rotateKeys, async (_payload, { logger, signal }) => {
    const people = await rewrapEverybody(keys, () => signal.throwIfAborted());
    if (people > 0) logger.info({ people }, 'data keys were wrapped under the newest master key');
  });
}

/** Data keys stay what they are, so nothing that is sealed changes. */
export async function rewrapEverybody(keys: KeyStore, onBatch: (done: number) => void): Promise<number> {
  await keys.adoptNewest();
  return keys.rewrapPeople(onBatch);
}

export async function scheduleKeyRotation(queue: Pick<JobQueue, 'schedule'>): Promise<void> {
  await queue.schedule('rotate-keys', rotateKeys, {}, { pattern: '50 3 * * *', timeZone: 'UTC' });
}
