import { constants, deflateSync, inflateSync } from 'node:zlib';
import type { RawDocument } from '../../src/domain/raw-document.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import { canonicalJson } from '../../src/shared/json.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { RawDocumentTable } from '../schema/raw-document.ts';
import { type Transaction, withPersonLocked } from '../transaction.ts';
import type { Person } from './person-store.ts';

export type RawDocumentStore = ReturnType<typeof createRawDocumentStore>;

export interface UpsertedDocuments {
  readonly added: number;
  readonly revised: number;
  readonly unchanged: number;
  /** By collection the days whose documents are new or changed: only these need to be computed again. */
  readonly touched: ReadonlyMap<string, readonly Day[]>;
}

/** SQLite binds at most 32,766 values in a statement; nine a row stays far below. */
const ROWS_PER_STATEMENT = 500;

type Key = Pick<RawDocumentTable, 'source' | 'collection' | 'document_id'>;
type Revision = Pick<RawDocumentTable, 'revision' | 'digest' | 'day'>;

const keyText = (key: Key): string => JSON.stringify([key.source, key.collection, key.document_id]);
const keyOf = (document: RawDocument): Key => ({
  source: document.source,
  collection: document.collection,
  document_id: document.documentId,
});
const place = (key: Key, revision: number): Place => ({
  table: 'raw_document',
  column: 'body',
  row: JSON.stringify([keyText(key), revision]),
});

export function createRawDocumentStore(db: Database, clock: Clock) {
  return {
    /** A document that says what it said before is left alone; one that says something else becomes a new revision. */
    async upsert(person: Person, documents: readonly RawDocument[]): Promise<UpsertedDocuments> {
      const touched = new Map<string, Set<Day>>();
      const touch = (collection: string, day: string | null | undefined) => {
        const days = touched.get(collection) ?? new Set<Day>();
        touched.set(collection, days);
        if (day) days.add(day as Day);
      };
      const rows = await withPersonLocked(db, person, async (transaction) => {
        const known = await latestRevisions(transaction, person, documents);
        const recordedAt = clock.now().toISOString();
        const rows: RawDocumentTable[] = [];
        for (const document of documents) {
          const before = known.get(keyText(keyOf(document)));
          const row = nextRevision(person, document, before, recordedAt);
          if (row === undefined) continue;
          rows.push(row);
          known.set(keyText(row), row);
          touch(document.collection, document.day);
          // A document that moved to another day must leave the old one.
          touch(document.collection, before?.day);
        }
        await insertRows(transaction, rows);
        return rows;
      });
      const added = rows.filter(({ revision }) => revision === 1).length;
      return {
        added,
        revised: rows.length - added,
        unchanged: documents.length - rows.length,
        touched: new Map([...touched].map(([collection, days]) => [collection, [...days].sort()])),
      };
    },

    /** The latest revision of these documents, as far as they are here. */
    async find(person: Person, wanted: readonly RawDocument[]): Promise<RawDocument[]> {
      const rows = await inGroups(wanted, (group) =>
        latest(db, person)
          .selectAll()
          .where('collection', 'in', unique(group.map(({ collection }) => collection)))
          .where('document_id', 'in', unique(group.map(({ documentId }) => documentId)))
          .execute(),
      );
      const keys = new Set(wanted.map((document) => keyText(keyOf(document))));
      return rows.filter((row) => keys.has(keyText(row))).map((row) => toDocument(person, row));
    },

    /** The last day up to `until` that a document of these collections now belongs to. */
    async lastDay(person: Person, collections: readonly string[], until: Day): Promise<Day | undefined> {
      const row = await latest(db, person)
        .select('day')
        .where('collection', 'in', [...collections])
        .where('day', '<=', until)
        .orderBy('day', 'desc')
        .limit(1)
        .executeTakeFirst();
      return (row?.day ?? undefined) as Day | undefined;
    },

    /** The first day that a document of these collections now belongs to. */
    async firstDay(person: Person, collections: readonly string[]): Promise<Day | undefined> {
      const row = await latest(db, person)
        .select('day')
        .where('collection', 'in', [...collections])
        .where('day', 'is not', null)
        .orderBy('day')
        .limit(1)
        .executeTakeFirst();
      return (row?.day ?? undefined) as Day | undefined;
    },

    /** The latest revision of every document of these collections that now belongs to these days. */
    async list(person: Person, collections: readonly string[], from: Day, to: Day): Promise<RawDocument[]> {
      if (collections.length === 0) return [];
      const rows = await latest(db, person)
        .selectAll()
        .where('collection', 'in', [...collections])
        .where('day', '>=', from)
        .where('day', '<=', to)
        .orderBy('day')
        .orderBy('collection')
        .orderBy('document_id')
        .execute();
      return rows.map((row) => toDocument(person, row));
    },
  };
}

function toDocument(person: Person, row: RawDocumentTable): RawDocument {
  const text = unpack(person.vault.openBytes(place(row, row.revision), row.body));
  return {
    source: row.source as RawDocument['source'],
    collection: row.collection,
    documentId: row.document_id,
    day: (row.day ?? undefined) as Day | undefined,
    body: JSON.parse(text),
    text,
  };
}

/** JSON of series shrinks to a fifth, and what is sealed cannot be made smaller afterwards. */
function pack(text: string): Uint8Array {
  return deflateSync(text, { level: constants.Z_BEST_SPEED });
}

/** Records from before packing begin with a brace, packed ones never do. */
function unpack(bytes: Buffer): string {
  return (bytes[0] === 0x7b ? bytes : inflateSync(bytes)).toString('utf8');
}

/** Of every document its latest revision. */
function latest(db: Database, person: Person) {
  return db
    .selectFrom('raw_document as document')
    .where('person_id', '=', person.id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('raw_document as newer')
            .select('newer.revision')
            .whereRef('newer.person_id', '=', 'document.person_id')
            .whereRef('newer.source', '=', 'document.source')
            .whereRef('newer.collection', '=', 'document.collection')
            .whereRef('newer.document_id', '=', 'document.document_id')
            .whereRef('newer.revision', '>', 'document.revision'),
        ),
      ),
    );
}

async function insertRows(transaction: Transaction, rows: readonly RawDocumentTable[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await transaction
      .insertInto('raw_document')
      .values(rows.slice(start, start + ROWS_PER_STATEMENT))
      .execute();
  }
}

async function latestRevisions(
  db: Transaction,
  person: Person,
  documents: readonly RawDocument[],
): Promise<Map<string, Revision>> {
  const rows = await inGroups(documents, (group) =>
    db
      .selectFrom('raw_document')
      .select(['source', 'collection', 'document_id', 'revision', 'digest', 'day'])
      .where('person_id', '=', person.id)
      .where('collection', 'in', unique(group.map(({ collection }) => collection)))
      .where('document_id', 'in', unique(group.map(({ documentId }) => documentId)))
      .orderBy('revision')
      .execute(),
  );
  return new Map(rows.map((row) => [keyText(row), row]));
}

/** One statement for some hundred documents: what a person has beside them is not read. */
async function inGroups<Row>(
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

function nextRevision(
  person: Person,
  document: RawDocument,
  before: Revision | undefined,
  recordedAt: string,
): RawDocumentTable | undefined {
  const digest = person.vault.digest(canonicalJson(document.body));
  // The day is read off the document by the program: a better reading of the same words must be kept as well.
  if (before?.digest === digest && before.day === (document.day ?? null)) return undefined;
  const key = keyOf(document);
  const revision = (before?.revision ?? 0) + 1;
  return {
    ...key,
    person_id: person.id,
    revision,
    day: document.day ?? null,
    digest,
    recorded_at: recordedAt,
    body: person.vault.sealBytes(place(key, revision), pack(document.text ?? JSON.stringify(document.body))),
  };
}
