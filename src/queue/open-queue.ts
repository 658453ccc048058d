import type { Clock } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';
import { type Meter, silentMeter } from '../shared/meter.ts';
import type { QueueBackend } from './backends/backend.ts';
import type { RedisServers } from './backends/redis-client.ts';
import { JobQueue } from './runtime.ts';
import { type QueueTelemetry, withoutContent } from './telemetry.ts';
import type { WorkerTimes } from './workers.ts';

export type QueueConfig =
  | { readonly kind: 'embedded'; readonly directory: string }
  | (RedisServers & { readonly prefix?: string })
  | { readonly kind: 'postgres'; readonly url: string; readonly schema?: string };

export interface OpenQueueOptions {
  readonly logger: Logger;
  readonly clock: Clock;
  /** Jitter of retries; numbers in [0, 1). */
  readonly random?: () => number;
  readonly times?: Partial<WorkerTimes>;
  /** Receives a span for each job handed over and each one done, with ids and no content. */
  readonly telemetry?: QueueTelemetry;
  readonly meter?: Meter;
}

const DEFAULT_TIMES: WorkerTimes = { lockDurationMs: 30_000, stalledIntervalMs: 30_000 };

/** Opens the connection and nothing more: workers, queues and event streams follow when they are first used. */
export async function openQueue(config: QueueConfig, options: OpenQueueOptions): Promise<JobQueue> {
  const { logger, clock, random = Math.random, times, telemetry, meter = silentMeter } = options;
  const opened = await openBackend(config);
  const backend = telemetry === undefined ? opened : { ...opened, telemetry: withoutContent(telemetry) };
  return new JobQueue(backend, { logger, clock, random, meter, times: { ...DEFAULT_TIMES, ...times } });
}

/** Only the driver that is asked for gets loaded: PGlite alone is megabytes of WebAssembly. */
async function openBackend(config: QueueConfig): Promise<QueueBackend> {
  switch (config.kind) {
    case 'embedded': {
      const { openEmbeddedBackend } = await import('./backends/embedded.ts');
      return openEmbeddedBackend(config.directory);
    }
    case 'redis':
    case 'redis-sentinel':
    case 'redis-cluster': {
      const { openRedisBackend } = await import('./backends/redis.ts');
      return openRedisBackend(config, config.prefix);
    }
    case 'postgres': {
      const { openPostgresBackend } = await import('./backends/postgres.ts');
      return openPostgresBackend(config.url, config.schema);
    }
  }
}
