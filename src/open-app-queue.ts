import type { Config } from './config/config.ts';
import type { OpenTelemetry } from './open-telemetry.ts';
import type { JobQueue } from './queue/runtime.ts';
import type { WorkerTimes } from './queue/workers.ts';
import type { Clock } from './shared/clock.ts';
import type { Logger } from './shared/logger.ts';
import type { Meter } from './shared/meter.ts';

interface Given {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly version: string;
  readonly times: Partial<WorkerTimes> | undefined;
  readonly meter: () => Promise<Meter>;
}

/** The job queue and its traces, loaded and opened when first asked for: most commands need neither. */
export function openAppQueue({ queue, otlpEndpoint }: Config, given: Given) {
  const { logger, clock, version, times = {} } = given;
  let opened: Promise<JobQueue> | undefined;
  let traces: OpenTelemetry | undefined;
  const open = async () => {
    if (otlpEndpoint !== undefined) {
      const { openTelemetry } = await import('./open-telemetry.ts');
      traces = await openTelemetry(otlpEndpoint, version);
    }
    const [{ openQueue }, meter] = await Promise.all([import('./queue/open-queue.ts'), given.meter()]);
    return openQueue(queue, { logger, clock, times, meter, ...(traces && { telemetry: traces.telemetry }) });
  };
  return {
    open: (): Promise<JobQueue> => {
      opened ??= open();
      return opened;
    },
    async close(): Promise<void> {
      await (await opened?.catch(() => undefined))?.close();
      await traces?.close();
    },
  };
}
