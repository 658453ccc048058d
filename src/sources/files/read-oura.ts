import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import { isRecord } from '../../shared/json.ts';
import { type CollectionName, collectionNames, findCollection, getCollection } from '../oura/collections.ts';
import { keepLatest, toRawDocument } from '../oura/document.ts';

export interface ReadOura {
  /** Undefined for an empty response, which says nothing about where it came from. */
  readonly collection: CollectionName | undefined;
  readonly documents: RawDocument[];
  readonly refusals: Refusal[];
}

/**
 * Which collection a document is of, by the fields it has; undefined where none or more than one would fit.
 */
export function collectionOf(document: unknown): CollectionName | undefined {
  if (!isRecord(document)) return undefined;
  const contributors = isRecord(document.contributors) ? document.contributors : {};
  const fitting = collectionNames.filter((name) => {
    const { marks, contributorMarks } = getCollection(name);
    return (
      marks.some((mark) => Object.hasOwn(document, mark)) ||
      contributorMarks.some((mark) => Object.hasOwn(contributors, mark))
    );
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

/**
 * One file holds one collection: the one most of its documents are of. The file's name decides only where the
 * documents have nothing but id, day and score. Strangers among the documents are refused one by one.
 */
export function readOura(file: string, bodies: readonly unknown[]): ReadOura {
  if (bodies.length === 0) return { collection: undefined, documents: [], refusals: [] };
  const collections = bodies.map(collectionOf);
  const chosen = mostFrequent(collections) ?? (collections.some(Boolean) ? undefined : nameIn(file));
  const refusals: Refusal[] = [];
  if (chosen === undefined) {
    const reason = collections.some(Boolean)
      ? 'holds documents of several collections in equal parts; one file holds one collection'
      : 'is not of a collection that can be imported';
    return { collection: undefined, documents: [], refusals: [{ file, record: 'file', field: '', reason }] };
  }
  const collection = getCollection(chosen);
  const documents: RawDocument[] = [];
  bodies.forEach((body, index) => {
    const place = { file, record: `document ${index + 1}` };
    const own = collections[index];
    if (own !== undefined && own !== chosen) {
      refusals.push({ ...place, field: '', reason: `is of ${own}, in a file of ${chosen}` });
      return;
    }
    const read = toRawDocument(collection, body, place);
    if ('refusal' in read) refusals.push(read.refusal);
    else documents.push(read.document);
  });
  return { collection: chosen, documents: keepLatest(documents), refusals };
}

function mostFrequent(collections: readonly (CollectionName | undefined)[]): CollectionName | undefined {
  const counts = new Map<CollectionName, number>();
  for (const name of collections) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [first, second] = [...counts].sort(([, left], [, right]) => right - left);
  return first !== undefined && first[1] !== second?.[1] ? first[0] : undefined;
}

/** `daily_sleep.json`, `daily_sleep (3).json`, `2026-03 daily_sleep.json`. */
function nameIn(file: string): CollectionName | undefined {
  const words = file.split(/[^A-Za-z0-9_]+/).map((word) => findCollection(word)?.name);
  return words.find((name) => name !== undefined);
}
