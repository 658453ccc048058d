import { afterEach, expect, vi } from 'vitest';
import { openQueue, type QueueConfig } from '../../../src/queue/open-queue.ts';
import { handle } from '../../../src/queue/registry.ts';
import type { JobQueue } from '../../../src/queue/runtime.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { TransientError } from '../../../src/shared/errors.ts';
import { sampleJob, signalled } from './jobs.ts';
import { silentLogger } from './silent-logger.ts';

const job = sampleJob('sync-person', { timeoutMs: 60_000 });
/** A step must be over by then; how long it takes is the server's affair. */
const PATIENCE = { timeout: 20_000, interval: 50 };

export interface Outage {
  /** Resolves when the store is gone. */
  begin(): Promise<void>;
  /** Brings it back, where it does not come back by itself. */
  end(): Promise<void>;
}

const opened: JobQueue[] = [];

export async function openForTest(config: QueueConfig): Promise<JobQueue> {
  const queue = await openQueue(config, { logger: silentLogger, clock: systemClock });
  opened.push(queue);
  return queue;
}

/** To be called in a `describe`. */
export function closeQueuesAfterwards(): void {
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queue) => queue.close({ timeoutMs: 200 })));
  });
}

/**
 * Jobs wait, one runs and ends while the store is away, some come later: each of them runs once, and whoever enqueues
 * in between hears of it at once.
 */
export async function expectToSurvive(config: QueueConfig, outage: Outage): Promise<void> {
  const [worker, producer] = [await openForTest(config), await openForTest(config)];
  const runs: string[] = [];
  const [started, mayEnd] = [signalled(), signalled()];
  const held = await producer.enqueue(job, { run: 'held' });
  const waiting = await Promise.all(names('before').map((run) => producer.enqueue(job, { run })));
  const run = async (payload: { run: string }) => {
    runs.push(payload.run);
    if (payload.run !== 'held') return;
    started.reach();
    await mayEnd.reached;
  };
  await worker.work([handle(job, run)], { concurrency: 1, queues: ['analysis'] });
  await started.reached;

  await outage.begin();
  const before = performance.now();
  const refusal = await producer.enqueue(job, { run: 'refused' }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(TransientError);
  expect((refusal as TransientError).publicMessage).toMatch(/^The job queue .*[^\n]*\.$/);
  expect(performance.now() - before).toBeLessThan(6_000);
  mayEnd.reach();
  await outage.end();

  const later = await Promise.all(names('after').map((name) => untilAccepted(producer, name)));
  for (const id of [held, ...waiting, ...later]) {
    expect(await untilFinished(producer, id)).toBe('completed');
  }
  expect(runs.filter((name) => name !== 'refused').sort()).toEqual(
    ['held', ...names('before'), ...names('after')].sort(),
  );
}

function names(prefix: string): string[] {
  return Array.from({ length: 5 }, (_nothing, index) => `${prefix} ${index}`);
}

async function untilAccepted(queue: JobQueue, run: string): Promise<string> {
  return vi.waitFor(() => queue.enqueue(job, { run }), PATIENCE);
}

async function untilFinished(queue: JobQueue, id: string): Promise<string> {
  return vi.waitFor(async () => {
    const { state } = await queue.state(id);
    if (state !== 'completed' && state !== 'failed') throw new Error(`${id} is ${state}`);
    return state;
  }, PATIENCE);
}
