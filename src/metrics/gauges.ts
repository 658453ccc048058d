import { Gauge, type Registry } from 'prom-client';

/** What is looked up when somebody asks, because the queue and the database know it and no process alone does. */
export interface Readings {
  /** Undefined where the queue could not be asked. */
  readonly queue: QueueReading | undefined;
  /** Seconds since the last successful sync, one for each connected person, in no order. */
  readonly syncLags: readonly number[] | undefined;
}

export interface QueueReading {
  readonly queues: readonly {
    readonly queue: string;
    readonly depth: Readonly<Record<string, number>>;
    readonly dead: number;
    readonly oldestSeconds: Readonly<Record<string, number>>;
  }[];
  readonly schedules: number;
  readonly scheduleLagSeconds: number;
}

const OVERDUE_SECONDS = 36 * 3_600;

/** Gauges that hold what was last read; what could not be read is absent rather than stale. */
export function createGauges(registry: Registry): (readings: Readings) => void {
  const gauge = <Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ) => new Gauge({ name, help, labelNames, registers: [registry] });
  const up = gauge('rounds_source_up', 'Whether queue and database answered this scrape', ['source']);
  const depth = gauge('rounds_queue_jobs', 'Jobs in a queue', ['queue', 'state']);
  const oldest = gauge('rounds_queue_oldest_job_age_seconds', 'Age of the oldest job that could have run', [
    'queue',
    'state',
  ]);
  const dead = gauge('rounds_dead_jobs', 'Jobs that failed for good and wait for somebody', ['queue']);
  const schedules = gauge('rounds_schedules', 'Schedules there are');
  const lag = gauge('rounds_schedule_lag_seconds', 'How late the most overdue schedule is');
  const connected = gauge('rounds_sync_people', 'People whose ring is connected');
  const syncMax = gauge('rounds_sync_lag_max_seconds', 'Longest time since a successful sync');
  const syncMedian = gauge('rounds_sync_lag_median_seconds', 'Median time since a successful sync');
  const overdue = gauge('rounds_sync_overdue_people', 'People without a successful sync for 36 hours');

  return ({ queue, syncLags }) => {
    for (const each of [depth, oldest, dead]) each.reset();
    // A gauge without labels is reset to nought, which would say too much.
    for (const each of [schedules, lag, connected, syncMax, syncMedian, overdue]) each.remove();
    up.set({ source: 'queue' }, queue === undefined ? 0 : 1);
    up.set({ source: 'database' }, syncLags === undefined ? 0 : 1);
    for (const reading of queue?.queues ?? []) {
      dead.set({ queue: reading.queue }, reading.dead);
      for (const [state, count] of Object.entries(reading.depth))
        depth.set({ queue: reading.queue, state }, count);
      for (const [state, seconds] of Object.entries(reading.oldestSeconds))
        oldest.set({ queue: reading.queue, state }, seconds);
    }
    if (queue !== undefined) {
      schedules.set(queue.schedules);
      lag.set(queue.scheduleLagSeconds);
    }
    if (syncLags !== undefined) {
      const sorted = [...syncLags].sort((left, right) => left - right);
      connected.set(sorted.length);
      syncMax.set(sorted.at(-1) ?? 0);
      syncMedian.set(medianOf(sorted));
      overdue.set(sorted.filter((seconds) => seconds > OVERDUE_SECONDS).length);
    }
  };
}

function medianOf(sorted: readonly number[]): number {
  const upper = sorted[sorted.length >> 1] ?? 0;
  const lower = sorted[(sorted.length - 1) >> 1] ?? 0;
  return (lower + upper) / 2;
}
