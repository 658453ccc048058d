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
  /** Days whose documents are new or changed: only these need to be computed again. */
  readonly touchedDays: readonly Day[];
}

export interface CollectionCount {
  readonly collection: string;
  readonly documents: number;
  readonly lastId: string;
}

/** SQLite binds at most 32,766 values in a statement; nine a row stays far below. */
const ROWS_PER_INSERT = 500;

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
      const touched = new Set<Day>();
      const rows = await withPersonLocked(db, person, async (transaction) => {
        const collections = new Set(documents.map(({ collection }) => collection));
        const known = await latestRevisions(transaction, person, collections);
        const recordedAt = clock.now().toISOString();
        const rows: RawDocumentTable[] = [];
        for (const document of documents) {
          const before = known.get(keyText(keyOf(document)));
          const row = nextRevision(person, document, before, recordedAt);
          if (row === undefined) continue;
          rows.push(row);
          known.set(keyText(row), row);
          if (document.day !== undefined) touched.add(document.day);
          // A document that moved to another day must leave the old one.
          if (before?.day) touched.add(before.day as Day);
        }
        await insertRows(transaction, rows);
        return rows;
      });
      const added = rows.filter(({ revision }) => revision === 1).length;
      return {
        added,
        revised: rows.length - added,
        unchanged: documents.length - rows.length,
        touchedDays: [...touched].sort(),
      };
    },

    /** The last day that a document of the source now belongs to: one that was moved away does not count there. */
    async lastDay(person: Person, source: RawDocument['source']): Promise<Day | undefined> {
      const row = await latest(db, person)
        .select('day')
        .where('source', '=', source)
        .where('day', 'is not', null)
        .orderBy('day', 'desc')
        .limit(1)
        .executeTakeFirst();
      return (row?.day ?? undefined) as Day | undefined;
    },

    /** The latest revision of every document that now belongs to these days. */
    async list(person: Person, from: Day, to: Day): Promise<RawDocument[]> {
      const rows = await latest(db, person)
        .selectAll()
        .where('day', '>=', from)
        .where('day', '<=', to)
        .orderBy('day')
        .orderBy('collection')
        .orderBy('document_id')
        .execute();
      return rows.map((row) => openRow(person, row));
    },

    /** The latest revision of every document of one collection; with `days`, of those that now belong to them. */
    async listCollection(
      person: Person,
      { source, collection }: Pick<RawDocument, 'source' | 'collection'>,
      days?: { readonly from: Day; readonly to: Day },
    ): Promise<RawDocument[]> {
      const all = latest(db, person)
        .selectAll()
        .where('source', '=', source)
        .where('collection', '=', collection);
      const asked = days === undefined ? all : all.where('day', '>=', days.from).where('day', '<=', days.to);
      const rows = await asked.orderBy('document_id').execute();
      return rows.map((row) => openRow(person, row));
    },

    /** How many documents each collection of a source holds, and the last of their ids. Nothing is opened. */
    async countCollections(person: Person, source: RawDocument['source']): Promise<CollectionCount[]> {
      const rows = await db
        .selectFrom('raw_document')
        .select(({ fn }) => [
          'collection',
          fn.count<number | string>('document_id').distinct().as('documents'),
          fn.max('document_id').as('last_id'),
        ])
        .where('person_id', '=', person.id)
        .where('source', '=', source)
        .groupBy('collection')
        .execute();
      return rows.map(({ collection, documents, last_id }) => ({
        collection,
        documents: Number(documents),
        lastId: last_id,
      }));
    },
  };
}

function openRow(
  person: Person,
  row: Pick<RawDocumentTable, keyof Key | 'revision' | 'day' | 'body'>,
): RawDocument {
  return {
    source: row.source as RawDocument['source'],
    collection: row.collection,
    documentId: row.document_id,
    day: (row.day ?? undefined) as Day | undefined,
    body: person.vault.open(place(row, row.revision), row.body),
  };
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
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await transaction
      .insertInto('raw_document')
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .execute();
  }
}

async function latestRevisions(
  db: Transaction,
  person: Person,
  collections: ReadonlySet<string>,
): Promise<Map<string, Revision>> {
  if (collections.size === 0) return new Map();
  const rows = await db
    .selectFrom('raw_document')
    .select(['source', 'collection', 'document_id', 'revision', 'digest', 'day'])
    .where('person_id', '=', person.id)
    .where('collection', 'in', [...collections])
    .orderBy('revision')
    .execute();
  return new Map(rows.map((row) => [keyText(row), row]));
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
    body: person.vault.seal(place(key, revision), document.body),
  };
}
