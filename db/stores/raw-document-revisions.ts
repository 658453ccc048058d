import type { RawDocument } from '../../src/domain/raw-document.ts';
import type { Day } from '../../src/shared/day.ts';
import type { Database } from '../database.ts';
import type { RawDocumentTable } from '../schema/raw-document.ts';
import type { Person } from './person-store.ts';
import { textOf } from './raw-document-text.ts';

export type DocumentCollection = Pick<RawDocument, 'source' | 'collection'>;

/** One version of a document, opened when its words are asked for. */
export interface RawRevision {
  readonly documentId: string;
  readonly revision: number;
  readonly day: Day | undefined;
  readonly recordedAt: string;
  /** Nothing newer is known of the document. */
  readonly isCurrent: boolean;
  /** The JSON, word for word. */
  text(): string;
}

const REVISIONS_AT_ONCE = 100;

export function rawDocumentRevisions(db: Database) {
  return {
    /** What there is documents of, by name. */
    async collections(person: Person): Promise<DocumentCollection[]> {
      const rows = await db
        .selectFrom('raw_document')
        .select(['source', 'collection'])
        .distinct()
        .where('person_id', '=', person.id)
        .orderBy('source')
        .orderBy('collection')
        .execute();
      return rows.map(({ source, collection }) => ({ source: source as RawDocument['source'], collection }));
    },

    /** Every revision of every document of a collection. */
    revisions(person: Person, collection: DocumentCollection): AsyncGenerator<RawRevision> {
      return revisionsOf(db, person, collection);
    },
  };
}

/** In the order of ids and revisions; however many there are, one page of them is in memory. */
async function* revisionsOf(
  db: Database,
  person: Person,
  { source, collection }: DocumentCollection,
): AsyncGenerator<RawRevision> {
  let last: RawDocumentTable | undefined;
  for (;;) {
    const rows = await nextPage(db, person, { source, collection }, last);
    for (const row of rows) {
      if (last !== undefined) yield toRevision(person, last, row.document_id !== last.document_id);
      last = row;
    }
    if (rows.length < REVISIONS_AT_ONCE) break;
  }
  if (last !== undefined) yield toRevision(person, last, true);
}

function nextPage(
  db: Database,
  person: Person,
  { source, collection }: DocumentCollection,
  after: RawDocumentTable | undefined,
): Promise<RawDocumentTable[]> {
  const all = db
    .selectFrom('raw_document')
    .selectAll()
    .where('person_id', '=', person.id)
    .where('source', '=', source)
    .where('collection', '=', collection);
  const rest =
    after === undefined
      ? all
      : all.where((is) =>
          is.or([
            is('document_id', '>', after.document_id),
            is.and([is('document_id', '=', after.document_id), is('revision', '>', after.revision)]),
          ]),
        );
  return rest.orderBy('document_id').orderBy('revision').limit(REVISIONS_AT_ONCE).execute();
}

function toRevision(person: Person, row: RawDocumentTable, isCurrent: boolean): RawRevision {
  return {
    documentId: row.document_id,
    revision: row.revision,
    day: (row.day ?? undefined) as Day | undefined,
    recordedAt: row.recorded_at,
    isCurrent,
    text: () => textOf(person, row),
  };
}
