import type { Person } from '../../../db/stores/person-store.ts';
import type { DocumentCollection, RawRevision } from '../../../db/stores/raw-document-revisions.ts';
import type { Snapshot } from '../../../db/stores/snapshots.ts';
import { isRecord } from '../../shared/json.ts';
import { findCollection } from '../../sources/oura/collections.ts';
import { isDeleted } from '../../sources/oura/document.ts';
import { textOfRows } from '../../sources/oura/rows.ts';
import { customDefinitions, observationCollection } from '../custom-metrics.ts';
import { type ExportFile, linesFile, listFile } from './export-file.ts';

/**
 * Of every collection the documents as they stand, in the words of their source, and beside that every version that was
 * ever kept of them.
 */
export async function* documentFiles(snapshot: Snapshot, person: Person): AsyncGenerator<ExportFile> {
  const names = await namesOfOwnMetrics(snapshot, person);
  for (const collection of await snapshot.rawDocuments.collections(person)) {
    const { source, collection: kept } = collection;
    const name = `${source}/${names.get(kept) ?? kept}`;
    const revisions = () => snapshot.rawDocuments.revisions(person, collection);
    yield listFile(`raw/${name}.json`, 'data', () => currentTexts(collection, revisions()));
    yield linesFile(`raw-versions/${name}.jsonl`, () => versions(revisions()));
  }
}

/** In the database a metric of somebody's own has no name that says what it is. */
async function namesOfOwnMetrics(snapshot: Snapshot, person: Person): Promise<Map<string, string>> {
  const definitions = await customDefinitions(snapshot, person);
  return new Map(
    [...definitions].map(([digest, { slug }]) => [
      observationCollection(digest).collection,
      `metric-${slug}`,
    ]),
  );
}

async function* currentTexts(
  { source, collection }: DocumentCollection,
  revisions: AsyncIterable<RawRevision>,
): AsyncGenerator<string> {
  const isOfRows = source === 'oura' && findCollection(collection)?.kind === 'rows';
  for await (const { isCurrent, day, text } of revisions) {
    if (!isCurrent) continue;
    const told = text();
    // What was put together here does not say itself which day it is of.
    if (source !== 'oura') yield `{"day":${JSON.stringify(day ?? null)},"body":${told}}`;
    else if (isOfRows) yield* rowsOf(told);
    else if (day !== undefined || !wasDeleted(told)) yield told;
  }
}

function* rowsOf(told: string): Generator<string> {
  const rows = textOfRows(told);
  if (rows !== '') yield rows;
}

function wasDeleted(told: string): boolean {
  const body: unknown = JSON.parse(told);
  return isRecord(body) && isDeleted(body);
}

/** What stands is not told twice: its words are in the list of the documents. */
async function* versions(revisions: AsyncIterable<RawRevision>): AsyncGenerator<unknown> {
  for await (const { text, ...version } of revisions) {
    yield version.isCurrent ? version : { ...version, text: text() };
  }
}
