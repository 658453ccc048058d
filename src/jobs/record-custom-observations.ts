import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person } from '../../db/stores/person-store.ts';
import {
  type AggregationHint,
  type CustomDefinition,
  type CustomObservation,
  type DatedValue,
  dailyValues,
  dayOfObservation,
} from '../domain/custom-metric.ts';
import { admitObservations, type RefusedObservation } from '../domain/define-custom-metrics.ts';
import type { RawDocument } from '../domain/raw-document.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';
import {
  customDefinitions,
  digestOf,
  observationCollection,
  seriesKey,
  toDefinitionDocument,
} from './custom-metrics.ts';

/** What is to be computed again. Digests and days, nothing that says what was measured. */
export interface TouchedSeries {
  readonly metrics: readonly string[];
  readonly from: Day;
  readonly to: Day;
}

export interface StoredObservation {
  readonly status: 'created' | 'updated' | 'unchanged';
  readonly metric: CustomDefinition;
  readonly value: number;
  /** In UTC. */
  readonly occurredAt: string;
  readonly day: Day;
}

/** One observation and its series, together or not at all. The same slug and time is the same observation. */
export function recordCustomObservation(
  stores: ObservationStores,
  person: Person,
  observation: CustomObservation,
): Promise<StoredObservation | RefusedObservation> {
  return stores.together(person, async (own) => {
    const { refused, touched, added, revised } = await keep(own, person, [observation]);
    const [fault] = refused;
    if (fault !== undefined) return fault;
    if (touched !== undefined && added + revised > 0) await mapCustomObservations(own, person, touched);
    const definitions = await customDefinitions(own, person);
    const { day, body } = toDocument(person, observation);
    return {
      status: added > 0 ? 'created' : revised > 0 ? 'updated' : 'unchanged',
      metric: definitions.get(digestOf(person, observation.metric.slug)) as CustomDefinition,
      value: body.value,
      occurredAt: body.occurredAt,
      day,
    };
  });
}

export interface StoredObservations {
  readonly accepted: number;
  readonly refused: readonly RefusedObservation[];
  /** Undefined when nothing was accepted. */
  readonly touched: TouchedSeries | undefined;
}

/** Keeps the observations; their series are for `mapCustomObservations`, which may come later. */
export function storeCustomObservations(
  stores: ObservationStores,
  person: Person,
  observations: readonly CustomObservation[],
): Promise<StoredObservations> {
  return stores.together(person, async (own) => {
    const { accepted, refused, touched } = await keep(own, person, observations);
    return { accepted, refused, touched };
  });
}

/** Raw observations to daily values: run again, it gives the same. */
export async function mapCustomObservations(
  stores: ObservationStores,
  person: Person,
  { metrics, from, to }: TouchedSeries,
): Promise<void> {
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
  for (const digest of metrics) {
    await stores.together(person, async (own) => {
      const definition = (await customDefinitions(own, person)).get(digest);
      if (definition !== undefined)
        await mapMetric(own, person, digest, definition.aggregationHint, { from, to, days });
    });
  }
}

interface ObservationDocument extends RawDocument {
  readonly day: Day;
  readonly body: { readonly slug: string; readonly value: number; readonly occurredAt: string };
}

async function keep(own: ObservationStores, person: Person, observations: readonly CustomObservation[]) {
  const known = await customDefinitions(own, person);
  const bySlug = new Map([...known.values()].map((definition) => [definition.slug, definition]));
  const { accepted, refused, definitions } = admitObservations(bySlug, observations);
  await own.rawDocuments.upsert(
    person,
    definitions.map((definition) => toDefinitionDocument(person, definition)),
  );
  const documents = accepted.map((observation) => toDocument(person, observation));
  const upserted = await own.rawDocuments.upsert(person, documents);
  for (const { slug, aggregationHint } of definitions) {
    const before = bySlug.get(slug)?.aggregationHint;
    // Every day of it means something else now.
    if (before !== undefined && before !== aggregationHint)
      await mapMetric(own, person, digestOf(person, slug), aggregationHint);
  }
  // The days as given, changed or not: a mapping that was lost is made up for by sending the same again.
  const days = [...documents.map(({ day }) => day), ...[...upserted.touched.values()].flat()].sort();
  const metrics = [...new Set(accepted.map(({ metric }) => digestOf(person, metric.slug)))];
  const [from, to] = [days[0], days.at(-1)];
  const touched: TouchedSeries | undefined =
    from === undefined || to === undefined ? undefined : { metrics, from, to };
  const { added, revised } = upserted;
  return { accepted: accepted.length, refused, touched, added, revised };
}

function toDocument(person: Person, { metric, value, occurredAt }: CustomObservation): ObservationDocument {
  const instant = new Date(occurredAt).toISOString();
  return {
    ...observationCollection(digestOf(person, metric.slug)),
    documentId: instant,
    day: dayOfObservation(occurredAt, person.timezone),
    // JSON can hold -0; a series must not.
    body: { slug: metric.slug, value: value === 0 ? 0 : value, occurredAt: instant },
  };
}

/** Without a range, every day that has an observation; a day that has none any more is cleared only within one. */
async function mapMetric(
  own: ObservationStores,
  person: Person,
  digest: string,
  hint: AggregationHint,
  range?: { readonly from: Day; readonly to: Day; readonly days: readonly Day[] },
): Promise<void> {
  const documents = await own.rawDocuments.listCollection(person, observationCollection(digest), range);
  const metric = seriesKey(digest);
  const values = dailyValues(documents.map(toDatedValue), hint).map((value) => ({ metric, ...value }));
  await own.series.write(person, { days: range?.days ?? [], metrics: [metric], values });
}

function toDatedValue({ day, body }: RawDocument): DatedValue {
  const { value, occurredAt } = body as ObservationDocument['body'];
  return { day: day as Day, value, occurredAt };
}
