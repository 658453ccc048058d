import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import { isDay, parseDay } from '../../shared/day.ts';
import { stableId } from '../../shared/ids.ts';
import { isRecord } from '../../shared/json.ts';
import type { Collection } from './collections.ts';
import { parseWallTime } from './timestamp.ts';

/** Where a document stands, for the words of a refusal. */
export interface Place {
  readonly file: string;
  readonly record: string;
}

/** Deeper than any document of Oura's; a hostile one must not exhaust the stack of whoever hashes it. */
export const MAX_DEPTH = 40;

/**
 * Years a ring can have been worn in. A sentinel of 1970 or a year 0024 would stretch every series over
 * centuries.
 */
export const believableDays = { first: parseDay('2000-01-01'), last: parseDay('2099-12-31') };

export function isBelievableDay(day: string): boolean {
  return day >= believableDays.first && day <= believableDays.last;
}

/** Takes a document as it is or says why not. The body is kept untouched; only id and day are read. */
export function toRawDocument(
  collection: Collection,
  body: unknown,
  place: Place,
  text?: string,
): { document: RawDocument } | { refusal: Refusal } {
  const refuse = (field: string, reason: string) => ({ refusal: { ...place, field, reason } });
  if (!isRecord(body)) return refuse('', 'must be an object');
  if (isDeeperThan(body, MAX_DEPTH)) return refuse('', `is nested deeper than ${MAX_DEPTH} levels`);
  let day: RawDocument['day'];
  if (collection.dayField !== undefined) {
    const value = body[collection.dayField] ?? startDayOf(collection, body);
    if (value === undefined || value === null) return refuse(collection.dayField, 'is missing');
    if (typeof value !== 'string' || !isDay(value)) {
      return refuse(collection.dayField, 'is not a day; YYYY-MM-DD is expected');
    }
    if (!isBelievableDay(value)) return refuse(collection.dayField, 'is outside the years 2000 to 2099');
    day = value;
  }
  return {
    document: {
      source: 'oura',
      collection: collection.name,
      documentId: idOf(body) ?? deriveId(collection, day, body),
      day,
      body,
      ...(text === undefined ? {} : { text }),
    },
  };
}

/** The date on the clock of the place it began in. */
function startDayOf({ startField }: Collection, body: Record<string, unknown>): string | undefined {
  const start = startField === undefined ? undefined : body[startField];
  if (typeof start !== 'string' || parseWallTime(start) === undefined) return undefined;
  return start.slice(0, 10);
}

function idOf(body: Record<string, unknown>): string | undefined {
  const { id } = body;
  if (typeof id === 'number' && Number.isFinite(id)) return String(id);
  return typeof id === 'string' && id.trim() !== '' ? id : undefined;
}

/**
 * Where there is one document a day its content must stay out of the id, or each revision would count as
 * another.
 */
function deriveId(collection: Collection, day: string | undefined, body: unknown): string {
  return stableId(collection.name, collection.onePerDay && day !== undefined ? [day] : [day ?? null, body]);
}

/** It belongs to no day any more; what it said before stays in its earlier revisions. */
export function deletedDocument(collection: string, documentId: string): RawDocument {
  return {
    source: 'oura',
    collection,
    documentId,
    day: undefined,
    body: { id: documentId, deleted: true },
  };
}

export function isDeleted({ deleted }: Readonly<Record<string, unknown>>): boolean {
  return deleted === true;
}

/** Gone through by itself before anything else does: what hashes or writes JSON recurses. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((item) => isDeeperThan(item, levels - 1));
  for (const key in value) {
    if (isDeeperThan((value as Record<string, unknown>)[key], levels - 1)) return true;
  }
  return false;
}

/** The later of two documents with one id wins, in the place of the first. */
export function keepLatest(documents: Iterable<RawDocument>): RawDocument[] {
  const latest = new Map<string, RawDocument>();
  for (const document of documents) {
    latest.set(JSON.stringify([document.collection, document.documentId]), document);
  }
  return [...latest.values()];
}
