import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { type CustomDefinition, decimalsFor } from '../domain/custom-metric.ts';
import { customSlug, isCustomSlug } from '../domain/metric.ts';
import type { RawDocument } from '../domain/raw-document.ts';
import type { DailySeries } from '../domain/series.ts';
import { oneSourceEach } from '../domain/series-source.ts';
import type { Day } from '../shared/day.ts';

type Documents = Pick<ObservationStores, 'rawDocuments'>;

export const definitionCollection = { source: 'custom', collection: 'custom-metric' } as const;

/** The name of a metric may tell of an illness; in the clear stands a digest that only the person's key can make. */
export function digestOf(person: Person, slug: string): string {
  const digest = Buffer.from(person.vault.digest(`custom-metric ${slug}`), 'base64url');
  return digest.toString('hex').slice(0, 16);
}

export function observationCollection(digest: string) {
  return { source: 'custom', collection: `metric:${digest}` } as const;
}

/** What a series of the metric is called in the database. */
export function seriesKey(digest: string): string {
  return customSlug(digest);
}

/** By digest. */
export async function customDefinitions(
  { rawDocuments }: Documents,
  person: Person,
): Promise<Map<string, CustomDefinition>> {
  const documents = await rawDocuments.listCollection(person, definitionCollection);
  return new Map(
    documents.map(({ documentId, body }) => [documentId, body as unknown as CustomDefinition] as const),
  );
}

export function toDefinitionDocument(person: Person, definition: CustomDefinition): RawDocument {
  const documentId = digestOf(person, definition.slug);
  return { ...definitionCollection, documentId, day: undefined, body: { ...definition } };
}

export interface CustomMetricSummary extends CustomDefinition {
  readonly observations: number;
  readonly lastOccurredAt: string | undefined;
}

export async function listCustomMetrics(stores: Documents, person: Person): Promise<CustomMetricSummary[]> {
  const definitions = await customDefinitions(stores, person);
  const counts = await stores.rawDocuments.countCollections(person, 'custom');
  const byCollection = new Map(counts.map((count) => [count.collection, count]));
  return [...definitions]
    .map(([digest, definition]) => {
      const count = byCollection.get(observationCollection(digest).collection);
      return { ...definition, observations: count?.documents ?? 0, lastOccurredAt: count?.lastId };
    })
    .sort((left, right) => (left.slug < right.slug ? -1 : 1));
}

/** A person's series as everything above the database knows them: their own metrics by name, with label and unit. */
export async function seriesOf(
  stores: Pick<ObservationStores, 'series' | 'rawDocuments'>,
  person: Person,
  from: Day,
  to: Day,
): Promise<Map<string, DailySeries>> {
  const loaded = oneSourceEach(await stores.series.load(person, from, to));
  if (![...loaded.keys()].some(isCustomSlug)) return loaded;
  const definitions = await customDefinitions(stores, person);
  const byKey = new Map([...definitions].map(([digest, definition]) => [seriesKey(digest), definition]));
  const told = [...loaded.values()].flatMap((entry) => {
    const definition = byKey.get(entry.metric);
    if (definition !== undefined) return [named(entry, definition)];
    return isCustomSlug(entry.metric) ? [] : [entry];
  });
  // By name again: the order of the digests says nothing.
  told.sort((left, right) => (left.metric < right.metric ? -1 : 1));
  return new Map(told.map((entry) => [entry.metric, entry]));
}

function named(entry: DailySeries, { slug, label, unit }: CustomDefinition): DailySeries {
  const metric = customSlug(slug);
  return { ...entry, metric, custom: { slug: metric, label, unit, decimals: decimalsFor(entry.values) } };
}
