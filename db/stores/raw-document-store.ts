import { constants, deflateSync } from 'node:zlib';
import type { RawDocument } from '../../src/domain/raw-document.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import { canonicalJson } from '../../src/shared/json.ts';
import type { Database } from '../database.ts';
import type { RawDocumentTable } from '../schema/raw-document.ts';
import { type Transaction, withPersonLocked } from '../transaction.ts';
import type { Person } from './person-store.ts';
import { columnsOf, inGroups, keyOf, keyText, placeOf, ROWS_PER_STATEMENT } from './raw-document-key.ts';
import { rawDocumentRevisions } from './raw-document-revisions.ts';
import { readRawDocuments } from './read-raw-documents.ts';

export type RawDocumentStore = ReturnType<typeof createRawDocumentStore>;

export interface UpsertedDocuments {
  readonly added: number;
  readonly revised: number;
  readonly unchanged: number;
  /** By collection the days whose documents are new or changed: only these need to be computed again. */
  readonly touched: ReadonlyMap<string, readonly Day[]>;
}

type Revision = Pick<RawDocumentTable, 'revision' | 'digest' | 'day'>;

/** Documents that can come in parts: what is kept of one stays beside what has come of it now. */
export interface PartialDocuments {
  includes(document: RawDocument): boolean;
  merge(kept: RawDocument, received: RawDocument): RawDocument;
}

interface Digested {
  readonly document: RawDocument;
  readonly digest: string;
}

export function createRawDocumentStore(db: Database, clock: Clock) {
  return {
    /** A document that says what it said before is left alone; one that says something else becomes a new revision. */
    async upsert(
      person: Person,
      documents: readonly RawDocument[],
      partial?: PartialDocuments,
    ): Promise<UpsertedDocuments> {
      const touched = new Map<string, Set<Day>>();
      const touch = (collection: string, day: string | null | undefined) => {
        const days = touched.get(collection) ?? new Set<Day>();
        touched.set(collection, days);
        if (day) days.add(day as Day);
      };
      const rows = await withPersonLocked(db, person, async (transaction) => {
        const known = await latestRevisions(transaction, person, documents);
        const received = documents.map((document) => digested(person, document));
        const merged = partial ? await mergeKept(transaction, person, received, known, partial) : received;
        const recordedAt = clock.now().toISOString();
        const rows: RawDocumentTable[] = [];
        for (const { document, digest } of merged) {
          const before = known.get(keyText(keyOf(document)));
          const row = nextRevision(person, { document, digest }, before, recordedAt);
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
    ...readRawDocuments(db),
    ...rawDocumentRevisions(db),
  };
}

/** Below this JSON hardly shrinks. */
const WORTH_PACKING = 256;

/** JSON of series shrinks to a fifth, and what is sealed cannot be made smaller afterwards. */
function pack(text: string): Uint8Array {
  if (text.length < WORTH_PACKING && text.startsWith('{')) return Buffer.from(text);
  return deflateSync(text, { level: constants.Z_BEST_SPEED });
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
  const rows = await inGroups(documents, (group) => {
    const { sources, collections, ids } = columnsOf(group);
    return db
      .selectFrom('raw_document')
      .select(['source', 'collection', 'document_id', 'revision', 'digest', 'day'])
      .where('person_id', '=', person.id)
      .where('source', 'in', sources)
      .where('collection', 'in', collections)
      .where('document_id', 'in', ids)
      .orderBy('revision')
      .execute();
  });
  return new Map(rows.map((row) => [keyText(row), row]));
}

function digested(person: Person, document: RawDocument): Digested {
  return { document, digest: person.vault.digest(canonicalJson(document.body)) };
}

/** Opens only those that say something else than what came now. */
async function mergeKept(
  transaction: Transaction,
  person: Person,
  received: readonly Digested[],
  known: ReadonlyMap<string, Revision>,
  { includes, merge }: PartialDocuments,
): Promise<readonly Digested[]> {
  const isOther = ({ document, digest }: Digested): boolean => {
    const before = known.get(keyText(keyOf(document)));
    return before !== undefined && before.digest !== digest && includes(document);
  };
  const others = received.filter(isOther).map(({ document }) => document);
  if (others.length === 0) return received;
  const found = await readRawDocuments(transaction).find(person, others);
  const kept = new Map(found.map((document) => [keyText(keyOf(document)), document]));
  return received.map((each) => {
    const before = kept.get(keyText(keyOf(each.document)));
    return before === undefined ? each : digested(person, merge(before, each.document));
  });
}

function nextRevision(
  person: Person,
  { document, digest }: Digested,
  before: Revision | undefined,
  recordedAt: string,
): RawDocumentTable | undefined {
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
    body: person.vault.sealBytes(
      placeOf(key, revision),
      pack(document.text ?? JSON.stringify(document.body)),
    ),
  };
}
