import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import { isRecord } from '../../shared/json.ts';
import { createJsonSplitter, type JsonPart, splitJson } from '../json-parts.ts';
import {
  type Collection,
  type CollectionName,
  collectionNames,
  findCollection,
  getCollection,
} from '../oura/collections.ts';
import { keepLatest, type Place, toRawDocument } from '../oura/document.ts';
import { cutAtLastDay, type Row, rowsToDocuments, toRow } from '../oura/rows.ts';

export interface OuraBatch {
  readonly documents: readonly RawDocument[];
  readonly refusals: readonly Refusal[];
}

/** Takes the parts of a file as they come and hands out what has been read so far. */
export interface OuraReader {
  take(parts: readonly JsonPart[]): void;
  /** About how much is waiting to be handed out. */
  pending(): { readonly documents: number; readonly bytes: number };
  /** All but the rows of a day that may go on: a day that is cut in two costs a revision. */
  some(): OuraBatch;
  rest(): OuraBatch;
}

export const OF_NO_COLLECTION = 'is not of a collection that can be imported';

/** As deep as recordings wrap a response: { "response": { "body": { "data": [ … ] } } }. */
const MOST_WRAPPERS = 3;

type Owners = ReadonlyMap<string, CollectionName>;

/** A mark stands in one collection alone, so it leads to it. */
function ownersOf(marksOf: (collection: Collection) => readonly string[]): Owners {
  return new Map(
    collectionNames.flatMap((name) => marksOf(getCollection(name)).map((mark) => [mark, name] as const)),
  );
}

const ownerOfMark = ownersOf(({ marks }) => marks);
const ownerOfContributor = ownersOf(({ contributorMarks }) => contributorMarks);

/**
 * Which collection a document is of, by the fields it has; undefined where none or more than one would fit.
 */
export function collectionOf(document: unknown): CollectionName | undefined {
  if (!isRecord(document)) return undefined;
  let owner = ownerAmong(document, ownerOfMark, undefined);
  if (isRecord(document.contributors)) owner = ownerAmong(document.contributors, ownerOfContributor, owner);
  return owner === 'several' ? undefined : owner;
}

type Owner = CollectionName | 'several' | undefined;

function ownerAmong(fields: Record<string, unknown>, ownerOf: Owners, known: Owner): Owner {
  let owner = known;
  for (const field in fields) {
    const other = ownerOf.get(field);
    if (other !== undefined && other !== owner) owner = owner === undefined ? other : 'several';
  }
  return owner;
}

/**
 * Each document is known by its own fields, so a file may hold several collections. Where a document has nothing but id,
 * day and score, the name it stands under decides, then the file's name, then the documents beside it.
 */
export function createOuraReader(file: string): OuraReader {
  const fromFileName = nameIn(file);
  let count = 0;
  let bytes = 0;
  let neighbour: CollectionName | undefined;
  let documents: RawDocument[] = [];
  const rows = new Map<CollectionName, Row[]>();
  let refusals: Refusal[] = [];

  const rowsOf = (name: CollectionName): Row[] => {
    const own = rows.get(name) ?? [];
    rows.set(name, own);
    return own;
  };
  const place: Place = {
    file,
    get record() {
      return `document ${count}`;
    },
  };
  const refuse = (reason: string): void => {
    refusals.push({ ...place, field: '', reason });
  };
  const takeDocument = (
    body: unknown,
    text: string,
    known: CollectionName | undefined,
    hint: CollectionName | undefined,
  ): void => {
    const name = known ?? hint ?? fromFileName ?? neighbour;
    neighbour = known ?? neighbour;
    bytes += text.length;
    if (!isRecord(body)) refuse('must be an object');
    else if (name === undefined) refuse(OF_NO_COLLECTION);
    else takeRecord(name, body, text);
  };
  const takeRecord = (name: CollectionName, body: Record<string, unknown>, text: string): void => {
    const collection = getCollection(name);
    const read =
      collection.kind === 'rows' ? toRow(body, text, place) : toRawDocument(collection, body, place, text);
    if ('refusal' in read) refusals.push(read.refusal);
    else if ('row' in read) rowsOf(name).push(read.row);
    else documents.push(read.document);
  };
  const takeText = (text: string | undefined, hint: CollectionName | undefined, depth: number): void => {
    const body = text === undefined ? undefined : parsed(text);
    const known = collectionOf(body);
    if (text !== undefined && known === undefined && depth < MOST_WRAPPERS && isWrapper(body)) {
      for (const part of splitJson(Buffer.from(text)).parts) takePart(part, hint, depth + 1);
      return;
    }
    count += 1;
    if (text === undefined || body === undefined) refuse('is not valid JSON');
    else takeDocument(body, text, known, hint);
  };
  const takePart = ({ kind, key, text }: JsonPart, hint: CollectionName | undefined, depth: number): void => {
    const named = key === undefined ? undefined : findCollection(key)?.name;
    const isOurs = key === undefined || key === 'data' || named !== undefined;
    const isNested = kind === 'member' && text?.startsWith('{') === true;
    if (kind === 'element' && isOurs) takeText(text, named ?? hint, depth);
    else if (isNested && (named !== undefined || isWrapper(parsed(text))))
      takeText(text, named ?? hint, depth);
  };

  const handOut = (isDone: boolean): OuraBatch => {
    const timed: RawDocument[] = [];
    for (const [name, own] of rows) {
      const { ended, open } = isDone ? { ended: own, open: [] } : cutAtLastDay(own);
      timed.push(...rowsToDocuments(getCollection(name), ended));
      rows.set(name, open);
    }
    const batch = { documents: keepLatest([...documents, ...timed]), refusals };
    documents = [];
    refusals = [];
    bytes = 0;
    return batch;
  };

  return {
    take: (parts) => {
      for (const part of parts) takePart(part, undefined, 0);
    },
    pending: () => ({ documents: documents.length, bytes }),
    some: () => handOut(false),
    rest: () => handOut(true),
  };
}

/** A whole file at once. */
export function readOura(file: string, bytes: Uint8Array): OuraBatch {
  const reader = createOuraReader(file);
  const { parts, fault } = splitJson(bytes);
  reader.take(parts);
  const { documents, refusals } = reader.rest();
  return { documents, refusals: fault === undefined ? refusals : [...refusals, faultIn(file, fault)] };
}

const MOST_DOCUMENTS_AT_ONCE = 500;
const MOST_BYTES_AT_ONCE = 2_000_000;

/** A file of any size, a batch of documents at a time. */
export async function* readOuraInBatches(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<OuraBatch> {
  const reader = createOuraReader(file);
  const splitter = createJsonSplitter();
  for await (const chunk of chunks) {
    reader.take(splitter.push(chunk));
    const { documents, bytes } = reader.pending();
    if (documents >= MOST_DOCUMENTS_AT_ONCE || bytes >= MOST_BYTES_AT_ONCE) yield reader.some();
  }
  const fault = splitter.end();
  const last = reader.rest();
  yield fault === undefined ? last : { ...last, refusals: [...last.refusals, faultIn(file, fault)] };
}

function faultIn(file: string, fault: { line: number; reason: string }): Refusal {
  const reason = `${fault.reason}; the documents before that are kept`;
  return { file, record: `line ${fault.line}`, field: '', reason };
}

/** Something around documents: a page of a response, or an object of nothing but wrappers and remarks. */
export function isWrapper(value: unknown, levels = MOST_WRAPPERS): boolean {
  if (levels === 0 || !isRecord(value) || collectionOf(value) !== undefined) return false;
  return Object.entries(value).some(
    ([key, inner]) =>
      (Array.isArray(inner) && (key === 'data' || findCollection(key) !== undefined)) ||
      isWrapper(inner, levels - 1),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `daily_sleep.json`, `daily_sleep (3).json`, `2026-03 daily_sleep.json`. */
function nameIn(file: string): CollectionName | undefined {
  const words = file.split(/[^A-Za-z0-9_]+/).map((word) => findCollection(word)?.name);
  return words.find((name) => name !== undefined);
}
