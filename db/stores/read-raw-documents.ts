import type { RawDocument } from '../../src/domain/raw-document.ts';
import type { Day } from '../../src/shared/day.ts';
import type { Database } from '../database.ts';
import type { RawDocumentTable } from '../schema/raw-document.ts';
import type { Person } from './person-store.ts';
import { columnsOf, inGroups, keyOf, keyText } from './raw-document-key.ts';
import { textOf } from './raw-document-text.ts';

export interface CollectionCount {
  readonly collection: string;
  readonly documents: number;
  readonly lastId: string;
}

/** Every question is about the latest revision of a document. */
export function readRawDocuments(db: Database) {
  return {
    /** The latest revision of these documents, as far as they are here. */
    async find(person: Person, wanted: readonly RawDocument[]): Promise<RawDocument[]> {
      const rows = await inGroups(wanted, (group) => {
        const { sources, collections, ids } = columnsOf(group);
        return latest(db, person)
          .selectAll()
          .where('source', 'in', sources)
          .where('collection', 'in', collections)
          .where('document_id', 'in', ids)
          .execute();
      });
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

    /**
     * The latest revision of every document of these collections that now belongs to these days. What the caller has in
     * hand, as it is kept now, is not opened again.
     */
    async list(
      person: Person,
      collections: readonly string[],
      from: Day,
      to: Day,
      inHand: readonly RawDocument[] = [],
    ): Promise<RawDocument[]> {
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
      const known = new Map(inHand.map((document) => [keyText(keyOf(document)), document]));
      return rows.map((row) => known.get(keyText(row)) ?? toDocument(person, row));
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
      return rows.map((row) => toDocument(person, row));
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

function toDocument(person: Person, row: RawDocumentTable): RawDocument {
  const text = textOf(person, row);
  return {
    source: row.source as RawDocument['source'],
    collection: row.collection,
    documentId: row.document_id,
    day: (row.day ?? undefined) as Day | undefined,
    body: JSON.parse(text),
    text,
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
