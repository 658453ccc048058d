import { openQueue, type QueueConfig } from '../../../src/queue/open-queue.ts';
import { handle } from '../../../src/queue/registry.ts';
import type { WorkerTimes } from '../../../src/queue/workers.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { sampleJob } from './jobs.ts';
import { silentLogger } from './silent-logger.ts';

/** A process of its own that begins a job, tells its parent the id and never ends by itself. */
interface Settings {
  readonly config: QueueConfig;
  readonly times: WorkerTimes;
}

const { config, times }: Settings = JSON.parse(process.argv[2] ?? '{}');
const job = sampleJob('sync-person');
const queue = await openQueue(config, { logger: silentLogger, clock: systemClock, times });
const id = await queue.enqueue(job, { run: 'interrupted' });
await queue.work([
  handle(job, async () => {
    process.send?.(id);
    await new Promise(() => undefined);
  }),
]);
