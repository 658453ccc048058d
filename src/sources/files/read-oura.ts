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
import { keepLatest, toRawDocument } from '../oura/document.ts';
import { cutAtLastDay, type Row, rowsToDocuments, toRow } from '../oura/rows.ts';
import { createCollectionFinder, type Found } from './collection-finder.ts';
import { isDated } from './oura-names.ts';

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
  /** Call once, at the end: what is left, and what was of no collection, in one line however much it is. */
  rest(): OuraBatch;
}

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
 * day and score, the name it stands under decides, then the file's name, then the documents of the same list.
 */
export function createOuraReader(file: string): OuraReader {
  const finder = createCollectionFinder(file);
  let count = 0;
  let bytes = 0;
  let documents: RawDocument[] = [];
  const rows = new Map<CollectionName, Row[]>();
  let refusals: Refusal[] = [];

  const rowsOf = (name: CollectionName): Row[] => {
    const own = rows.get(name) ?? [];
    rows.set(name, own);
    return own;
  };
  const refuse = (reason: string): void => {
    refusals.push({ file, record: `document ${count}`, field: '', reason });
  };
  const takeDocument = (
    body: unknown,
    text: string,
    known: CollectionName | undefined,
    hint: CollectionName | undefined,
  ): void => {
    bytes += text.length;
    if (!isRecord(body)) refuse('must be an object');
    else finder.find({ body, text, number: count }, known, hint).forEach(takeFound);
  };
  const takeFound = ({ name, body, text, number }: Found): void => {
    const place = { file, record: `document ${number}` };
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
    if (text !== undefined && depth < MOST_WRAPPERS && isWrapper(body)) {
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
    const isNested = kind !== 'list' && text?.startsWith('{') === true;
    if (kind === 'list') finder.beginList();
    else if (kind === 'element' && isOurs) takeText(text, named ?? hint, depth);
    else if (isNested && (named !== undefined || holdsDocuments(parsed(text))))
      takeText(text, named ?? hint, depth);
    else if (kind === 'element' && text !== undefined && isDated(parsed(text))) {
      count += 1;
      finder.meetStranger(count);
    }
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
    rest() {
      finder.beginList();
      const batch = handOut(true);
      return { ...batch, refusals: [...batch.refusals, ...finder.refusals()] };
    },
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
  if (levels === 0 || !isRecord(value) || (collectionOf(value) !== undefined && isDated(value))) return false;
  return Object.entries(value).some(([key, inner]) =>
    Array.isArray(inner)
      ? key === 'data' || findCollection(key) !== undefined || holdsDocuments(inner[0], levels - 1)
      : isWrapper(inner, levels - 1),
  );
}

/** One document, or something around documents. Under a name we do not know it has to look like one in full. */
function holdsDocuments(value: unknown, levels = MOST_WRAPPERS): boolean {
  return (collectionOf(value) !== undefined && isDated(value)) || isWrapper(value, levels);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
