import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import { addDays, type Day } from '../../shared/day.ts';
import { InputError, PermanentError, RoundsError, TransientError } from '../../shared/errors.ts';
import type { Wait } from '../../shared/wait.ts';
import { type Collection, type CollectionName, getCollection } from './collections.ts';
import { keepLatest, type Place, toRawDocument } from './document.ts';
import { requireSafeUrl } from './endpoint.ts';
import { type Page, type PageItem, parseAnswer, readPage } from './page.ts';
import { type Row, rowsToDocuments, toRow } from './rows.ts';
import { createTransport, type GetText, type TransportOptions } from './transport.ts';

export interface OuraClientOptions extends TransportOptions {
  readonly baseUrl: string;
  /** A pull longer than this is a server that does not end, not a person's history. */
  readonly maxPages?: number;
  /** Before something that went wrong on the way is asked for again. Without it nothing is. */
  readonly wait?: Wait;
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
/** Longer ranges of rows are known to fail at Oura's. */
const ROW_DAYS = 30;
/** A reset in the middle of a long listing need not throw away what came before it. */
const PAUSES_MS = [300, 1_500];

export function createOuraClient(options: OuraClientOptions): OuraClient {
  const base = requireSafeUrl(options.baseUrl, "Oura's address").href.replace(/\/+$/, '');
  const get = patient(createTransport(options), options);
  const urlOf = (collection: Collection, id?: string) =>
    new URL(
      `${base}/v2/usercollection/${collection.path}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`,
    );
  return {
    async fetchCollection(name, from, to, signal) {
      const collection = getCollection(name);
      if (collection.kind === 'single') return fetchSingle(get, urlOf(collection), collection, signal);
      const pages: (readonly PageItem[])[] = [];
      for (const window of windowsOf(collection, from, to)) {
        const url = urlOf(collection);
        for (const [key, value] of Object.entries(window)) url.searchParams.set(key, value);
        pages.push(...(await fetchPages(get, url, collection, signal, options.maxPages ?? MAX_PAGES)));
      }
      const read = collection.kind === 'rows' ? readRows : readDocuments;
      return { ...read(pages, collection, from, to), requests: pages.length };
    },

    async fetchDocument(name, id, signal) {
      const collection = getCollection(name);
      // A dot segment would address the collection itself.
      if (!collection.byId || /^\.{0,2}$/.test(id)) throw new InputError('This is not the id of a document.');
      const answer = await get(urlOf(collection, id), collection, signal, readWhole);
      if (answer === undefined) return undefined;
      const place = { file: `oura/${name}`, record: `document ${id}` };
      const read = toRawDocument(collection, answer.body, place, answer.text);
      if ('refusal' in read) throw new PermanentError(`Oura sent a ${name} document that cannot be read.`);
      return read.document;
    },
  };
}

type GetRead = <Read>(
  url: URL,
  collection: Collection,
  signal: AbortSignal | undefined,
  read: (text: string) => Read,
) => Promise<Read | undefined>;

/** Asks again, a few times and after a pause, for what went wrong on the way or broke off. */
function patient(get: GetText, { wait, signal: stop }: OuraClientOptions): GetRead {
  return async (url, collection, signal, read) => {
    for (let tries = 0; ; tries++) {
      try {
        const text = await get(url, collection, signal);
        return text === undefined ? undefined : read(text);
      } catch (error) {
        const pauseMs = PAUSES_MS[tries];
        const isOver = signal?.aborted || stop?.aborted || !(error instanceof TransientError);
        // Whoever names a time is asked then, by whoever began all this.
        if (isOver || error.retryAfterMs !== undefined || wait === undefined || pauseMs === undefined)
          throw error;
        await wait(pauseMs, signal).catch(() => undefined);
      }
    }
  };
}

function readWhole(text: string): { body: unknown; text: string } {
  return { body: parseAnswer(text), text };
}

/**
 * Dates are compared in UTC with one timestamp of the record, whichever it is: two days more on both sides hold every
 * record of the days asked for. Rows are asked for by whole UTC days.
 */
function windowsOf({ window }: Collection, from: Day, to: Day): Record<string, string>[] {
  if (window === 'none') return [{}];
  if (window !== 'datetime')
    return [{ start_date: addDays(from, -PAD_DAYS), end_date: addDays(to, PAD_DAYS) }];
  const windows: Record<string, string>[] = [];
  for (let start = from; start <= to; start = addDays(start, ROW_DAYS)) {
    const last = addDays(start, ROW_DAYS - 1);
    const end = addDays(last < to ? last : to, 1);
    windows.push({ start_datetime: `${start}T00:00:00Z`, end_datetime: `${end}T00:00:00Z` });
  }
  return windows;
}

async function fetchSingle(
  get: GetRead,
  url: URL,
  collection: Collection,
  signal: AbortSignal | undefined,
): Promise<FetchedCollection> {
  const answer = await get(url, collection, signal, readWhole);
  if (answer === undefined) throw unknownCollection(collection);
  const place = { file: `oura/${collection.name}`, record: 'document' };
  const read = toRawDocument(collection, answer.body, place, answer.text);
  return 'refusal' in read
    ? { documents: [], refusals: [read.refusal], requests: 1 }
    : { documents: [read.document], refusals: [], requests: 1 };
}

async function fetchPages(
  get: GetRead,
  url: URL,
  collection: Collection,
  signal: AbortSignal | undefined,
  maxPages: number,
): Promise<(readonly PageItem[])[]> {
  const pages: (readonly PageItem[])[] = [];
  const seen = new Set<string>();
  for (;;) {
    const page: Page | undefined = await get(url, collection, signal, readPage).catch((error: unknown) => {
      throw pages.length > 0 && isNotAccepted(error) ? lostItsPlace() : error;
    });
    if (page === undefined) throw unknownCollection(collection);
    pages.push(page.items);
    if (page.next === undefined) return pages;
    if (seen.has(page.next)) throw new TransientError("Oura's pages go round in a circle.");
    if (pages.length >= maxPages)
      throw new PermanentError(`Oura sent over ${maxPages} pages without an end.`);
    seen.add(page.next);
    url.searchParams.set('next_token', page.next);
  }
}

/** The first page was given: it is the place to go on from that is not known any more, or never was. */
function isNotAccepted(error: unknown): boolean {
  return error instanceof RoundsError && error.code === 'internal';
}

function lostItsPlace(): TransientError {
  return new TransientError('Oura does not know where its listing was to go on.');
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
