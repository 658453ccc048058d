import { Hono } from 'hono';
import type { SyncMarkStore } from '../../../db/stores/sync-mark-store.ts';
import type { Metrics } from '../../metrics/create-metrics.ts';
import type { Readings } from '../../metrics/gauges.ts';
import { type QueueFacts, type QueueOverview, scheduleLagMs } from '../../queue/overview.ts';
import type { JobQueue } from '../../queue/runtime.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';

export interface MetricsDependencies {
  readonly metrics: Metrics;
  readonly queue: () => Promise<Pick<JobQueue, 'overview'>>;
  readonly syncMarks: SyncMarkStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What Prometheus asks for: what this process counted, and how queue and syncs stand at this moment. */
export function metricsRoute(dependencies: MetricsDependencies): Hono {
  const { metrics } = dependencies;
  return new Hono().get('/', async (context) => {
    const text = await metrics.render(await read(dependencies));
    return context.body(text, 200, { 'Content-Type': metrics.contentType });
  });
}

async function read({ queue, syncMarks, clock, logger }: MetricsDependencies): Promise<Readings> {
  const now = clock.now();
  // What cannot be read must not take the rest along.
  const missing = (source: string) => (error: unknown) => {
    logger.warn({ err: error, source }, 'metrics without this source');
    return undefined;
  };
  const [overview, lastSyncs] = await Promise.all([
    queue()
      .then((opened) => opened.overview())
      .catch(missing('queue')),
    syncMarks.listLastSyncs().catch(missing('database')),
  ]);
  return {
    queue: overview && queueReading(overview, now),
    syncLags: lastSyncs?.map((time) => secondsSince(time.getTime(), now)),
  };
}

function queueReading({ queues, schedules }: QueueOverview, now: Date): NonNullable<Readings['queue']> {
  return {
    queues: queues.map((facts) => ({
      queue: facts.queue,
      depth: {
        waiting: facts.waiting,
        active: facts.active,
        delayed: facts.delayed,
        blocked: facts.waitingForChildren,
      },
      dead: facts.dead,
      oldestSeconds: oldestSeconds(facts, now),
    })),
    schedules: schedules.count,
    scheduleLagSeconds: scheduleLagMs(schedules, now) / 1_000,
  };
}

/** Nought where nothing waits, so that a graph comes down again. */
function oldestSeconds({ waitingSince, dueAt }: QueueFacts, now: Date): Record<string, number> {
  const age = (time: string | undefined) => (time === undefined ? 0 : secondsSince(Date.parse(time), now));
  return { waiting: age(waitingSince), due: age(dueAt) };
}

function secondsSince(time: number, now: Date): number {
  return Math.max(0, (now.getTime() - time) / 1_000);
}
