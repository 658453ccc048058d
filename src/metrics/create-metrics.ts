import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Meter } from '../shared/meter.ts';
import { createGauges, type Readings } from './gauges.ts';
import { createMeter } from './meter.ts';

export interface Metrics {
  readonly meter: Meter;
  readonly contentType: string;
  /** What Prometheus reads. */
  render(readings: Readings): Promise<string>;
}

/** One registry for one program: nothing is shared with whatever else runs in the process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const showReadings = createGauges(registry);
  return {
    meter: createMeter(registry),
    contentType: registry.contentType,
    render(readings) {
      showReadings(readings);
      return registry.metrics();
    },
  };
}
