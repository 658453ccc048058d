import type { CustomObservation } from '../domain/custom-metric.ts';
import { dayOfObservation } from '../domain/custom-metric.ts';
import type { Refusal } from '../domain/raw-document.ts';
import { readObservation } from '../domain/read-observation.ts';
import { isRecord } from '../shared/json.ts';
import {
  type ImportDependencies,
  type ImportedOutcome,
  type ImportTarget,
  personOf,
} from './import-documents.ts';
import { mapCustomObservations, storeCustomObservations } from './record-custom-observations.ts';

type Records = AsyncIterable<Record<string, unknown> | undefined>;
type Definition = Readonly<Record<string, unknown>>;

const OBSERVATIONS_AT_ONCE = 500;

/** First what the metrics are, then a file for each: an observation alone does not say what it measures. */
export function createOwnMetricsReader(
  dependencies: ImportDependencies,
  target: ImportTarget,
): (file: string, records: Records) => Promise<ImportedOutcome> {
  const definitions = new Map<unknown, Definition>();
  return async (file, records) => {
    if (file !== 'custom-metric.json')
      return importObservations(dependencies, target, file, records, definitions);
    for await (const record of records) {
      if (isRecord(record?.body)) definitions.set(record.body.slug, record.body);
    }
    return { summary: `${definitions.size} own metrics`, refusals: [], alarms: [] };
  };
}

async function importObservations(
  dependencies: ImportDependencies,
  target: ImportTarget,
  file: string,
  records: Records,
  definitions: ReadonlyMap<unknown, Definition>,
): Promise<ImportedOutcome> {
  const person = await personOf(dependencies, target);
  const refusals: Refusal[] = [];
  let [batch, number, taken]: [CustomObservation[], number, number] = [[], 0, 0];
  const keep = async () => {
    const { accepted, refused, touched } = await storeCustomObservations(dependencies, person, batch);
    if (touched !== undefined) await mapCustomObservations(dependencies, person, touched);
    refusals.push(...refused.map(({ field, reason }) => ({ file, record: 'observation', field, reason })));
    taken += accepted;
    batch = [];
  };
  for await (const record of records) {
    number += 1;
    const read = readRecord(record, definitions, dependencies.clock.now(), person.timezone);
    if ('observation' in read) batch.push(read.observation);
    else refusals.push(...read.faults.map((fault) => ({ file, record: `observation ${number}`, ...fault })));
    if (batch.length >= OBSERVATIONS_AT_ONCE) await keep();
  }
  if (batch.length > 0) await keep();
  return { summary: `${taken} observations`, refusals, alarms: [] };
}

function readRecord(
  record: Record<string, unknown> | undefined,
  definitions: ReadonlyMap<unknown, Definition>,
  now: Date,
  timezone: string,
): ReturnType<typeof readObservation> {
  const { slug, value, occurredAt } = isRecord(record?.body) ? record.body : {};
  const read = readObservation({ metric: definitions.get(slug), value, occurredAt }, now);
  if (!('observation' in read) || record?.day === dayOfObservation(read.observation.occurredAt, timezone))
    return read;
  // Midnight in UTC that was told with an offset is a time, and not the date alone that it looks like.
  const told = read.observation.occurredAt.replace(/Z$/, '+00:00');
  return { observation: { ...read.observation, occurredAt: told } };
}
