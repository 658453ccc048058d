import { z } from 'zod';
import { findMetric, type MetricSlug } from '../../domain/metric.ts';
import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import type { DailyValue } from '../../domain/series.ts';
import { keepLatest } from '../oura/document.ts';
import { type DatedDocument, put, type Reading, readFields, refuse, startReading } from '../oura/reading.ts';

const bodyFields = { metrics: z.record(z.string(), z.unknown()) };
const metricShape = z.object({ value: z.number() });

/**
 * Daily documents to daily values, at most one per metric and day, every one plausible. Of two documents of one day
 * the later one counts.
 */
export function mapAppleHealth(documents: readonly RawDocument[]): {
  values: DailyValue[];
  refusals: Refusal[];
} {
  const reading = startReading();
  const days = keepLatest(documents).filter(
    (document): document is DatedDocument => document.day !== undefined,
  );
  for (const document of days.sort((left, right) => (left.day < right.day ? -1 : 1)))
    mapDay(document, reading);
  const values = [...reading.values.values()].sort(
    (left, right) => compare(left.metric, right.metric) || compare(left.day, right.day),
  );
  return { values, refusals: reading.refusals };
}

function mapDay(document: DatedDocument, reading: Reading): void {
  for (const [slug, entry] of Object.entries(readFields(bodyFields, document, reading).metrics ?? {})) {
    const field = `metrics.${slug}`;
    const parsed = metricShape.safeParse(entry);
    if (!isCatalogued(slug)) refuse(reading, document, 'metrics', 'holds a metric that is not known');
    else if (!parsed.success) refuse(reading, document, field, 'is not of the expected type');
    else put(reading, document, slug, field, parsed.data.value);
  }
}

function isCatalogued(slug: string): slug is MetricSlug {
  return !slug.startsWith('custom:') && findMetric(slug) !== undefined;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
