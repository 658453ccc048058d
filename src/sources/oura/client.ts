import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import { addDays, type Day } from '../../shared/day.ts';
import { InputError, PermanentError, TransientError } from '../../shared/errors.ts';
import { type Collection, type CollectionName, getCollection } from './collections.ts';
import { keepLatest, type Place, toRawDocument } from './document.ts';
import { requireSafeUrl } from './endpoint.ts';
import { type PageItem, parseAnswer, readPage } from './page.ts';
import { type Row, rowsToDocuments, toRow } from './rows.ts';
import { createTransport, type GetText, type TransportOptions } from './transport.ts';

export interface OuraClientOptions extends TransportOptions {
  readonly baseUrl: string;
  /** A pull longer than this is a server that does not end, not a person's history. */
  readonly maxPages?: number;
}

export interface FetchedCollection {
  readonly documents: RawDocument[];
  readonly refusals: Refusal[];
  readonly requests: number;
}

export interface OuraClient {
  /** Every document of the local days `from` to `to`, both included, or an error: never a part of them. */
  fetchCollection(name: CollectionName, from: Day, to: Day, signal?: AbortSignal): Promise<FetchedCollection>;
  /** Undefined: Oura does not have it (any more). */
  fetchDocument(name: CollectionName, id: string, signal?: AbortSignal): Promise<RawDocument | undefined>;
}

const PAD_DAYS = 2;
const MAX_PAGES = 1000;

export function createOuraClient(options: OuraClientOptions): OuraClient {
  const base = requireSafeUrl(options.baseUrl, "Oura's address").href.replace(/\/+$/, '');
  const get = createTransport(options);
  const urlOf = (collection: Collection, id?: string) =>
    new URL(
      `${base}/v2/usercollection/${collection.path}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`,
    );
  return {
    async fetchCollection(name, from, to, signal) {
      const collection = getCollection(name);
      const url = urlOf(collection);
      setWindow(url, collection, from, to);
      if (collection.kind === 'single') return fetchSingle(get, url, collection, signal);
      const pages = await fetchPages(get, url, collection, signal, options.maxPages ?? MAX_PAGES);
      const read = collection.kind === 'rows' ? readRows : readDocuments;
      return { ...read(pages, collection, from, to), requests: pages.length };
    },

    async fetchDocument(name, id, signal) {
      const collection = getCollection(name);
      // A dot segment would address the collection itself.
      if (!collection.byId || /^\.{0,2}$/.test(id)) throw new InputError('This is not the id of a document.');
      const text = await get(urlOf(collection, id), collection, signal);
      if (text === undefined) return undefined;
      const place = { file: `oura/${name}`, record: `document ${id}` };
      const read = toRawDocument(collection, parseAnswer(text), place, text);
      if ('refusal' in read) throw new PermanentError(`Oura sent a ${name} document that cannot be read.`);
      return read.document;
    },
  };
}

/**
 * Dates are compared in UTC with one timestamp of the record, whichever it is: two days more on both sides hold every
 * record of the days asked for. Rows are asked for by whole UTC days.
 */
function setWindow(url: URL, { window }: Collection, from: Day, to: Day): void {
  if (window === 'none') return;
  if (window === 'datetime') {
    url.searchParams.set('start_datetime', `${from}T00:00:00Z`);
    url.searchParams.set('end_datetime', `${addDays(to, 1)}T00:00:00Z`);
    return;
  }
  url.searchParams.set('start_date', addDays(from, -PAD_DAYS));
  url.searchParams.set('end_date', addDays(to, PAD_DAYS));
}

async function fetchSingle(
  get: GetText,
  url: URL,
  collection: Collection,
  signal: AbortSignal | undefined,
): Promise<FetchedCollection> {
  const text = await get(url, collection, signal);
  if (text === undefined) throw unknownCollection(collection);
  const place = { file: `oura/${collection.name}`, record: 'document' };
  const read = toRawDocument(collection, parseAnswer(text), place, text);
  return 'refusal' in read
    ? { documents: [], refusals: [read.refusal], requests: 1 }
    : { documents: [read.document], refusals: [], requests: 1 };
}

async function fetchPages(
  get: GetText,
  url: URL,
  collection: Collection,
  signal: AbortSignal | undefined,
  maxPages: number,
): Promise<(readonly PageItem[])[]> {
  const pages: (readonly PageItem[])[] = [];
  const seen = new Set<string>();
  for (;;) {
    const text = await get(url, collection, signal);
    if (text === undefined) throw unknownCollection(collection);
    const page = readPage(text);
    pages.push(page.items);
    if (page.next === undefined) return pages;
    if (seen.has(page.next)) throw new TransientError("Oura's pages go round in a circle.");
    if (pages.length >= maxPages)
      throw new PermanentError(`Oura sent over ${maxPages} pages without an end.`);
    seen.add(page.next);
    url.searchParams.set('next_token', page.next);
  }
}

function unknownCollection({ name }: Collection): PermanentError {
  return new PermanentError(`Oura does not know the collection ${name}.`, { code: 'not-found' });
}

interface Read {
  readonly documents: RawDocument[];
  readonly refusals: Refusal[];
}

function readDocuments(
  pages: readonly (readonly PageItem[])[],
  collection: Collection,
  from: Day,
  to: Day,
): Read {
  const documents: RawDocument[] = [];
  const refusals: Refusal[] = [];
  for (const { item, place } of placed(pages, collection)) {
    const read = toRawDocument(collection, item.body, place, item.text);
    if ('refusal' in read) refusals.push(read.refusal);
    else if (isWithin(read.document.day, from, to)) documents.push(read.document);
  }
  return { documents: keepLatest(documents), refusals };
}

function readRows(pages: readonly (readonly PageItem[])[], collection: Collection, from: Day, to: Day): Read {
  const rows: Row[] = [];
  const refusals: Refusal[] = [];
  for (const { item, place } of placed(pages, collection)) {
    const read = toRow(item.body, item.text, place);
    if ('refusal' in read) refusals.push(read.refusal);
    else rows.push(read.row);
  }
  const documents = rowsToDocuments(collection, rows).filter(({ day }) => isWithin(day, from, to));
  return { documents, refusals };
}

function placed(
  pages: readonly (readonly PageItem[])[],
  { name }: Collection,
): { item: PageItem; place: Place }[] {
  return pages.flatMap((page, number) =>
    page.map((item, index) => {
      const record = pages.length > 1 ? `page ${number + 1}, document ${index + 1}` : `document ${index + 1}`;
      return { item, place: { file: `oura/${name}`, record } };
    }),
  );
}

function isWithin(day: Day | undefined, from: Day, to: Day): boolean {
  return day === undefined || (day >= from && day <= to);
}
