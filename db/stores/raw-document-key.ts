import type { RawDocument } from '../../src/domain/raw-document.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { RawDocumentTable } from '../schema/raw-document.ts';

/** SQLite binds at most 32,766 values in a statement; nine a row stays far below. */
export const ROWS_PER_STATEMENT = 500;

export type Key = Pick<RawDocumentTable, 'source' | 'collection' | 'document_id'>;

export const keyText = (key: Key): string => JSON.stringify([key.source, key.collection, key.document_id]);
export const keyOf = (document: RawDocument): Key => ({
  source: document.source,
  collection: document.collection,
  document_id: document.documentId,
});
export const placeOf = (key: Key, revision: number): Place => ({
  table: 'raw_document',
  column: 'body',
  row: JSON.stringify([keyText(key), revision]),
});

/** Each column of the key: without one of them every document of the person is gone through. */
export function columnsOf(group: readonly RawDocument[]) {
  return {
    sources: unique(group.map(({ source }) => source)),
    collections: unique(group.map(({ collection }) => collection)),
    ids: unique(group.map(({ documentId }) => documentId)),
  };
}

/** One statement for some hundred documents: what a person has beside them is not read. */
export async function inGroups<Row>(
  documents: readonly RawDocument[],
  query: (group: readonly RawDocument[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < documents.length; start += ROWS_PER_STATEMENT) {
    rows.push(...(await query(documents.slice(start, start + ROWS_PER_STATEMENT))));
  }
  return rows;
}

function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
