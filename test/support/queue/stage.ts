import { afterEach, beforeEach } from 'vitest';
import { type OpenQueueOptions, openQueue } from '../../../src/queue/open-queue.ts';
import type { JobQueue } from '../../../src/queue/runtime.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from './silent-logger.ts';
import type { QueueSite } from './site.ts';

/** Short enough for a test to see a dead worker's job come back. */
export const quickTimes = { lockDurationMs: 1_000, stalledIntervalMs: 250 };

export interface Stage {
  /** Opens the queue of this test; it is closed after the test whatever happens. */
  open(options?: Partial<OpenQueueOptions>): Promise<JobQueue>;
  site(): QueueSite;
}

/** To be called in a `describe`: gives every test in it a place of its own. */
export function setStage(createSite: () => Promise<QueueSite>): Stage {
  let site: QueueSite | undefined;
  let opened: JobQueue[] = [];
  const current = () => {
    if (!site) throw new Error('The stage is set only while a test runs.');
    return site;
  };
  beforeEach(async () => {
    site = await createSite();
  });
  afterEach(async () => {
    await Promise.all(opened.map((queue) => queue.close({ timeoutMs: 200 })));
    opened = [];
    await site?.remove();
    site = undefined;
  });
  return {
    site: current,
    open: async (options = {}) => {
      const queue = await openQueue(current().config, {
        logger: silentLogger,
        clock: systemClock,
        times: quickTimes,
        ...options,
      });
      opened.push(queue);
      return queue;
    },
  };
}
