import type { Person } from '../../db/stores/person-store.ts';
import type { RawDocumentStore } from '../../db/stores/raw-document-store.ts';
import type { RawDocument } from '../domain/raw-document.ts';
import type { Day } from '../shared/day.ts';
import type { FetchedCollection, OuraClient } from '../sources/oura/client.ts';
import { type CollectionName, getCollection } from '../sources/oura/collections.ts';
import { deletedDocument } from '../sources/oura/document.ts';

/** An answer that leaves out more than this is trouble at Oura's, not a person who deleted so much. */
const MOST_ASKED_FOR = 20;

export interface Missing {
  readonly documents: readonly RawDocument[];
  readonly requests: number;
}

/**
 * What is kept of these days and was not told this time. Whether it was deleted, has moved to a day outside of them or
 * was left out of a list by mistake only asking for it by its id can tell.
 */
export async function fetchMissing(
  { rawDocuments }: { readonly rawDocuments: RawDocumentStore },
  client: OuraClient,
  person: Person,
  { name, from, to }: { readonly name: CollectionName; readonly from: Day; readonly to: Day },
  told: FetchedCollection,
  signal: AbortSignal,
): Promise<Missing> {
  const { byId, kind } = getCollection(name);
  // One that could not be read may be the very one that seems to be missing.
  if (!byId || kind !== 'documents' || told.refusals.length > 0) return { documents: [], requests: 0 };
  const kept = await rawDocuments.list(person, [name], from, to);
  const ids = new Set(told.documents.map(({ documentId }) => documentId));
  const missing = kept
    .filter(({ source, documentId }) => source === 'oura' && !ids.has(documentId))
    .slice(0, MOST_ASKED_FOR);
  const documents: RawDocument[] = [];
  for (const { documentId } of missing) {
    const found = await client.fetchDocument(name, documentId, signal);
    documents.push(found ?? deletedDocument(name, documentId));
  }
  return { documents, requests: missing.length };
}
