import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import { type Day, dayFromNumber, dayNumber } from '../../shared/day.ts';
import { isRecord } from '../../shared/json.ts';
import { splitJson } from '../json-parts.ts';
import type { Collection } from './collections.ts';
import { believableDays, isDeeperThan, MAX_DEPTH, type Place } from './document.ts';

/** One moment of a time series: `{ "timestamp": …, "bpm": … }`, and its JSON as the source wrote it. */
export interface Row {
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly instant: number;
}

const MS_PER_DAY = 86_400_000;
const FIRST_DAY = dayNumber(believableDays.first);
const LAST_DAY = dayNumber(believableDays.last);
const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

export function toRow(body: unknown, text: string, place: Place): { row: Row } | { refusal: Refusal } {
  if (!isRecord(body)) return refused(place, '', 'must be an object');
  if (isDeeperThan(body, MAX_DEPTH)) return refused(place, '', `is nested deeper than ${MAX_DEPTH} levels`);
  const instant = instantOf(body);
  if (instant === undefined) return refused(place, 'timestamp', 'is not a timestamp');
  const day = utcDay(instant);
  if (day < FIRST_DAY || day > LAST_DAY)
    return refused(place, 'timestamp', 'is outside the years 2000 to 2099');
  return { row: { body, text, instant } };
}

function refused(place: Place, field: string, reason: string): { refusal: Refusal } {
  return { refusal: { ...place, field, reason } };
}

/** All rows of a UTC day are one document: a day that grew is a new revision of it. */
export function rowsToDocuments(collection: Collection, rows: Iterable<Row>): RawDocument[] {
  const byDay = new Map<number, Row[]>();
  for (const row of rows) {
    const day = utcDay(row.instant);
    const known = byDay.get(day);
    if (known === undefined) byDay.set(day, [row]);
    else known.push(row);
  }
  return [...byDay].map(([day, ofDay]) => toDocument(collection.name, dayFromNumber(day), ofDay));
}

/** The rows of the day that the last one is of may go on: the ones before them, and these. Never only these. */
export function cutAtLastDay(rows: Row[]): { ended: Row[]; open: Row[] } {
  const last = rows.at(-1);
  if (last === undefined) return { ended: rows, open: [] };
  const lastDay = utcDay(last.instant);
  const end = rows.findLastIndex(({ instant }) => utcDay(instant) !== lastDay) + 1;
  return end === 0 ? { ended: rows, open: [] } : { ended: rows.slice(0, end), open: rows.slice(end) };
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
  const ordered = isInOrder(rows) ? rows : inOrder(rows);
  return {
    source: 'oura',
    collection,
    documentId: day,
    day,
    body: { rows: ordered.map(({ body }) => body) },
    text: `${BEFORE_ROWS}${ordered.map(({ text }) => text).join(',')}${AFTER_ROWS}`,
  };
}

const BEFORE_ROWS = '{"rows":[';
const AFTER_ROWS = ']}';

/** The rows of such a document as they stood beside each other in the source's own list, word for word. */
export function textOfRows(text: string): string {
  return text.slice(BEFORE_ROWS.length, -AFTER_ROWS.length);
}

function isInOrder(rows: readonly Row[]): boolean {
  return rows.every(({ instant }, index) => index === 0 || instant > (rows[index - 1] as Row).instant);
}

/** Of two rows of one moment the later stands. */
function inOrder(rows: readonly Row[]): readonly Row[] {
  const byMoment = new Map(rows.map((row) => [row.instant, row]));
  return [...byMoment.values()].sort((left, right) => left.instant - right.instant);
}

/** Rows are stamped in UTC; a stamp without a zone is taken for UTC as well, never for this machine's time. */
export function instantOf({ timestamp }: Readonly<Record<string, unknown>>): number | undefined {
  if (typeof timestamp !== 'string' || !/^\d{4}-\d{2}-\d{2}[T ]/.test(timestamp)) return undefined;
  const instant = Date.parse(HAS_ZONE.test(timestamp) ? timestamp : `${timestamp}Z`);
  return Number.isNaN(instant) ? undefined : instant;
}

/** In days since 1970. */
function utcDay(instant: number): number {
  return Math.floor(instant / MS_PER_DAY);
}
