import type { RawDocument, Refusal } from '../domain/raw-document.ts';
import { URGENT_DAYS } from '../domain/red-flags/standing.ts';
import { addDays, dayInZone } from '../shared/day.ts';
import { InputError } from '../shared/errors.ts';
import { readAppleHealth } from '../sources/apple-health/read.ts';
import type { SourceFile } from '../sources/files/source-file.ts';
import { baseName } from '../sources/files/text.ts';
import {
  type DocumentBatch,
  type ImportDependencies,
  type ImportedOutcome,
  type ImportTarget,
  importDocuments,
} from './import-documents.ts';
import { type Alarm, raiseRedFlags } from './raise-red-flags.ts';

/** Days kept at once: what is kept stays when the rest is not reached. */
const DAYS_AT_ONCE = 500;

/** `export.xml` of Apple Health, by its root or its document type. */
export function isHealthExport(head: Uint8Array): boolean {
  return /^(?:\xef\xbb\xbf)?\s*<(?:[\s\S]{0,400}?)(?:<!DOCTYPE\s+HealthData|HealthData[\s>])/.test(
    Buffer.from(head).toString('latin1'),
  );
}

/** Read as it comes into one document a day, which are kept when the whole of it has been read. */
export async function importHealthExport(
  dependencies: ImportDependencies,
  target: ImportTarget,
  source: SourceFile,
): Promise<ImportedOutcome> {
  const file = baseName(source.name);
  try {
    const person = await dependencies.people.find(target.slug);
    const today = dayInZone(dependencies.clock.now(), person?.timezone ?? target.timezone);
    const { documents, refusals, records } = await readAppleHealth(file, source.read(), { today });
    const batches = inBatches(documents, refusals);
    const outcome = await importDocuments(dependencies, target, batches);
    const summary = `Apple Health, ${records} records: ${outcome.summary}`;
    return { ...outcome, summary, alarms: await alarmsOf(dependencies, target) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const refusals = [{ file, record: '', field: '', reason: error.publicMessage }];
    return { summary: 'not taken', refusals, alarms: [] };
  }
}

/** It may hold what a cuff measured. */
async function alarmsOf(dependencies: ImportDependencies, { slug }: ImportTarget): Promise<readonly Alarm[]> {
  const person = await dependencies.people.find(slug);
  if (person === undefined) return [];
  const to = dayInZone(dependencies.clock.now(), person.timezone);
  return [await raiseRedFlags(dependencies, person, { from: addDays(to, 1 - URGENT_DAYS), to })];
}

function* inBatches(
  documents: readonly RawDocument[],
  refusals: readonly Refusal[],
): Generator<DocumentBatch> {
  yield { documents: [], refusals };
  for (let start = 0; start < documents.length; start += DAYS_AT_ONCE) {
    yield { documents: documents.slice(start, start + DAYS_AT_ONCE), refusals: [] };
  }
}
