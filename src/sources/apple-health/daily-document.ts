import type { MetricSlug } from '../../domain/metric.ts';
import type { RawDocument } from '../../domain/raw-document.ts';
import type { Day } from '../../shared/day.ts';
import type { Measured } from './measured.ts';
import type { SourceTable } from './source-table.ts';

/** One document a day: what all devices told of it. */
export const appleCollection = 'daily';

/** Finer than any sensor, coarser than what the order of adding up can change: the same data stay the same document. */
const PRECISION = 1e4;

export function toDocument(
  day: Day,
  values: ReadonlyMap<MetricSlug, Measured>,
  sources: SourceTable,
): RawDocument {
  const metrics = [...values]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([metric, { value, samples, source }]) => [
      metric,
      { value: Math.round(value * PRECISION) / PRECISION, samples, source: sources.kindOf(source) },
    ]);
  return {
    source: 'apple-health',
    collection: appleCollection,
    documentId: day,
    day,
    body: { metrics: Object.fromEntries(metrics) },
  };
}
