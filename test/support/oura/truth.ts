import type { Person } from '../../../db/stores/person-store.ts';
import type { OuraCloud } from '../../../src/demo/oura-cloud/server.ts';
import { addDays, parseDay } from '../../../src/shared/day.ts';
import {
  type CollectionName,
  collectionNames,
  getCollection,
} from '../../../src/sources/oura/collections.ts';
import type { Store } from '../stores/stage.ts';

type Document = Readonly<Record<string, unknown>>;
/** By collection the documents by their ids; rows by their timestamps. */
export type Holdings = Record<string, Record<string, Document>>;

const first = parseDay('2014-06-01');
const last = parseDay('2031-01-01');

/** Everything the cloud has at this moment, asked of it without any of the code under test. */
export async function cloudHolds(cloud: OuraCloud, accountId: string): Promise<Holdings> {
  const { accessToken } = cloud.issueTokens(accountId);
  const get = async (path: string) => {
    const answer = await fetch(`${cloud.url}/v2/usercollection/${path}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    if (answer.status !== 200) throw new Error(`The cloud answered ${answer.status} for ${path}.`);
    return (await answer.json()) as Document;
  };
  const holdings: Holdings = {};
  for (const name of collectionNames) {
    const documents = await listAll(name, get);
    holdings[name] = Object.fromEntries(documents.map((document) => [keyOf(name, document), document]));
  }
  return holdings;
}

async function listAll(
  name: CollectionName,
  get: (path: string) => Promise<Document>,
): Promise<readonly Document[]> {
  const { kind } = getCollection(name);
  if (kind === 'single') return [await get(name)];
  const range =
    kind === 'rows'
      ? { start_datetime: `${first}T00:00:00Z`, end_datetime: `${last}T00:00:00Z` }
      : { start_date: first, end_date: last };
  const documents: Document[] = [];
  for (let token: unknown = null; ; ) {
    const query = new URLSearchParams({ ...range, ...(token === null ? {} : { next_token: String(token) }) });
    const page = await get(`${name}?${query}`);
    documents.push(...(page.data as Document[]));
    token = page.next_token;
    if (token === null) return documents;
  }
}

function keyOf(name: CollectionName, document: Document): string {
  return String(getCollection(name).kind === 'rows' ? document.timestamp : document.id);
}

/** Everything that is kept of a person and not known to be deleted. Fails where a row is kept twice. */
export async function kept(store: Store, person: Person): Promise<Holdings> {
  const holdings: Holdings = {};
  for (const name of collectionNames) {
    const { kind, dayField } = getCollection(name);
    const documents = await store.rawDocuments.listCollection(person, { source: 'oura', collection: name });
    const alive = documents.filter(({ body }) => body.deleted !== true);
    for (const { day, body } of alive) {
      if (dayField !== undefined && day !== body[dayField]) throw new Error(`A ${name} lies on a wrong day.`);
    }
    const bodies =
      kind === 'rows' ? alive.flatMap(({ body }) => body.rows as Document[]) : alive.map(({ body }) => body);
    const entries = new Map(bodies.map((body) => [keyOf(name, body), body]));
    if (entries.size !== bodies.length) throw new Error(`Something of ${name} is kept twice.`);
    holdings[name] = Object.fromEntries(entries);
  }
  return holdings;
}

/** Every daily value, `metric@day` to number. */
export async function seriesOf(store: Store, person: Person): Promise<Record<string, number>> {
  const series = await store.series.load(person, first, last);
  return Object.fromEntries(
    [...series.values()].flatMap(({ metric, start, values }) =>
      [...values].flatMap((value, index) =>
        Number.isNaN(value) ? [] : [[`${metric}@${addDays(start, index)}`, value] as const],
      ),
    ),
  );
}
