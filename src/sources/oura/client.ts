import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import { addDays, type Day } from '../../shared/day.ts';
import { InputError, PermanentError, TransientError } from '../../shared/errors.ts';
import { isRecord } from '../../shared/json.ts';
import { type Collection, type CollectionName, getCollection } from './collections.ts';
import { keepLatest, toRawDocument } from './document.ts';
import { requireSafeUrl } from './endpoint.ts';
import { createTransport, type GetJson, type TransportOptions } from './transport.ts';

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
      if (collection.window !== 'none') {
        url.searchParams.set('start_date', addDays(from, -PAD_DAYS));
        url.searchParams.set('end_date', addDays(to, PAD_DAYS));
      }
      const pages = await fetchPages(get, url, collection, signal, options.maxPages ?? MAX_PAGES);
      return { ...readPages(pages, collection, from, to), requests: pages.length };
    },

    async fetchDocument(name, id, signal) {
      const collection = getCollection(name);
      // A dot segment would address the collection itself.
      if (!collection.byId || /^\.{0,2}$/.test(id)) throw new InputError('This is not the id of a document.');
      const answer = await get(urlOf(collection, id), collection, signal);
      if (!answer.found) return undefined;
      const read = toRawDocument(collection, answer.json, { file: `oura/${name}`, record: `document ${id}` });
      if ('refusal' in read) throw new PermanentError(`Oura sent a ${name} document that cannot be read.`);
      return read.document;
    },
  };
}

async function fetchPages(
  get: GetJson,
  url: URL,
  collection: Collection,
  signal: AbortSignal | undefined,
  maxPages: number,
): Promise<(readonly unknown[])[]> {
  const pages: (readonly unknown[])[] = [];
  const seen = new Set<string>();
  for (;;) {
    const answer = await get(url, collection, signal);
    if (!answer.found) throw new PermanentError(`Oura does not know the collection ${collection.name}.`);
    const page = readPage(answer.json);
    pages.push(page.data);
    if (page.next === undefined) return pages;
    if (seen.has(page.next)) throw new TransientError("Oura's pages go round in a circle.");
    if (pages.length >= maxPages)
      throw new PermanentError(`Oura sent over ${maxPages} pages without an end.`);
    seen.add(page.next);
    url.searchParams.set('next_token', page.next);
  }
}

function readPage(json: unknown): { data: readonly unknown[]; next: string | undefined } {
  const next = isRecord(json) ? (json.next_token ?? undefined) : undefined;
  if (!isRecord(json) || !Array.isArray(json.data) || (next !== undefined && typeof next !== 'string')) {
    throw new TransientError("Oura's answer is not a page of documents.");
  }
  return { data: json.data, next: next === '' ? undefined : next };
}

function readPages(
  pages: readonly (readonly unknown[])[],
  collection: Collection,
  from: Day,
  to: Day,
): { documents: RawDocument[]; refusals: Refusal[] } {
  const documents: RawDocument[] = [];
  const refusals: Refusal[] = [];
  pages.forEach((page, number) => {
    page.forEach((body, index) => {
      const record = pages.length > 1 ? `page ${number + 1}, document ${index + 1}` : `document ${index + 1}`;
      const read = toRawDocument(collection, body, { file: `oura/${collection.name}`, record });
      if ('refusal' in read) refusals.push(read.refusal);
      else if (isWithin(read.document.day, from, to)) documents.push(read.document);
    });
  });
  return { documents: keepLatest(documents), refusals };
}

function isWithin(day: Day | undefined, from: Day, to: Day): boolean {
  return day === undefined || (day >= from && day <= to);
}
