import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import { type Day, dayFromNumber } from '../../shared/day.ts';
import { isRecord } from '../../shared/json.ts';
import { splitJson } from '../json-parts.ts';
import type { Collection } from './collections.ts';
import { isBelievableDay, type Place } from './document.ts';

/** One moment of a time series: `{ "timestamp": …, "bpm": … }`, and its JSON as the source wrote it. */
export interface Row {
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly instant: number;
}

const MS_PER_DAY = 86_400_000;
const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

export function toRow(body: unknown, text: string, place: Place): { row: Row } | { refusal: Refusal } {
  const refuse = (field: string, reason: string) => ({ refusal: { ...place, field, reason } });
  if (!isRecord(body)) return refuse('', 'must be an object');
  const instant = instantOf(body);
  if (instant === undefined) return refuse('timestamp', 'is not a timestamp');
  if (!isBelievableDay(utcDay(instant))) return refuse('timestamp', 'is outside the years 2000 to 2099');
  return { row: { body, text, instant } };
}

/** All rows of a UTC day are one document: a day that grew is a new revision of it. */
export function rowsToDocuments(collection: Collection, rows: Iterable<Row>): RawDocument[] {
  const byDay = new Map<Day, Row[]>();
  for (const row of rows) {
    const day = utcDay(row.instant);
    const known = byDay.get(day);
    if (known === undefined) byDay.set(day, [row]);
    else known.push(row);
  }
  return [...byDay].map(([day, ofDay]) => toDocument(collection.name, day, ofDay));
}

/** What was kept of a day and what has come of it now. A moment that both tell is told as it came now. */
export function mergeRows(before: RawDocument, now: RawDocument): RawDocument {
  return toDocument(now.collection, now.documentId as Day, [...rowsOf(before), ...rowsOf(now)]);
}

function rowsOf(document: RawDocument): Row[] {
  const { parts } = splitJson(Buffer.from(document.text ?? JSON.stringify(document.body)));
  return parts.flatMap(({ kind, text }) => {
    if (kind !== 'element' || text === undefined) return [];
    const read = toRow(JSON.parse(text), text, { file: '', record: '' });
    return 'row' in read ? [read.row] : [];
  });
}

function toDocument(collection: string, day: Day, rows: readonly Row[]): RawDocument {
  const byMoment = new Map(rows.map((row) => [row.instant, row]));
  const ordered = [...byMoment.values()].sort((left, right) => left.instant - right.instant);
  return {
    source: 'oura',
    collection,
    documentId: day,
    day,
    body: { rows: ordered.map(({ body }) => body) },
    text: `{"rows":[${ordered.map(({ text }) => text).join(',')}]}`,
  };
}

/** Rows are stamped in UTC; a stamp without a zone is taken for UTC as well, never for this machine's time. */
export function instantOf({ timestamp }: Readonly<Record<string, unknown>>): number | undefined {
  if (typeof timestamp !== 'string' || !/^\d{4}-\d{2}-\d{2}[T ]/.test(timestamp)) return undefined;
  const instant = Date.parse(HAS_ZONE.test(timestamp) ? timestamp : `${timestamp}Z`);
  return Number.isNaN(instant) ? undefined : instant;
}

function utcDay(instant: number): Day {
  return dayFromNumber(Math.floor(instant / MS_PER_DAY));
}
