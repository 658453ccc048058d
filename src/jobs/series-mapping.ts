import { getMetric, metricSlugs } from '../domain/metric.ts';
import type { RawDocument, Refusal } from '../domain/raw-document.ts';
import type { DailyValue } from '../domain/series.ts';
import { ofSource } from '../domain/series-source.ts';
import { appleCollection } from '../sources/apple-health/daily-document.ts';
import { mapAppleHealth } from '../sources/apple-health/map.ts';
import { findCollection } from '../sources/oura/collections.ts';
import { mapDocuments, metricsOf } from '../sources/oura/map.ts';

/** How the documents of one collection become daily series. */
export interface SeriesMapping {
  /** Every series that its documents give values to, and no others do. */
  readonly series: readonly string[];
  /** How many days beside its own a document can speak of. */
  readonly reach: number;
  map(documents: readonly RawDocument[], timezone: string): { values: DailyValue[]; refusals: Refusal[] };
}

/** Undefined for collections that are kept and hold nothing to be measured. */
export function seriesMappingOf(collection: string): SeriesMapping | undefined {
  if (collection === appleCollection) return appleHealth;
  const series = metricsOf(collection);
  if (series.length === 0) return undefined;
  return { series, reach: findCollection(collection)?.kind === 'rows' ? 1 : 0, map: mapDocuments };
}

const appleHealth: SeriesMapping = {
  series: metricSlugs
    .filter((slug) => getMetric(slug).span !== 'check-in')
    .map((slug) => ofSource(slug, 'apple-health')),
  reach: 0,
  map: (documents) => {
    const { values, refusals } = mapAppleHealth(documents);
    return {
      values: values.map((value) => ({ ...value, metric: ofSource(value.metric, 'apple-health') })),
      refusals,
    };
  },
};
