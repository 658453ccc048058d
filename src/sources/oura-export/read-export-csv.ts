import type { Refusal } from '../../domain/raw-document.ts';
import type { ExportCollection } from './files.ts';
import { LineQueue } from './line-queue.ts';
import type { Line } from './lines.ts';
import { type Row, readJoinedRow, readRow } from './read-row.ts';
import { BoundedRefusals } from './refusals.ts';
import { readHeader, type Table } from './table.ts';

/** A row of the export, in the shape of the document the API would have sent. */
export interface ExportedRow {
  readonly collection: ExportCollection;
  readonly body: Record<string, unknown>;
  /** "line 7" */
  readonly record: string;
}

/** Texts of a person's own can go over lines; no record goes on for longer than this. */
const MOST_JOINED_CHARACTERS = 200_000;
/** A file in which lines were joined in vain this often does not hold records of several lines. */
const MOST_FAILED_JOINS = 200;

/**
 * The rows of one table of the account export, as they come. A row that cannot be understood is refused and the ones
 * beside it kept; where the file stops being text the reading ends. Errors of `chunks` itself are passed on.
 */
export async function* readExportCsv(
  file: string,
  collection: ExportCollection,
  chunks: AsyncIterable<Uint8Array>,
  refuse: (refusal: Refusal) => void,
): AsyncGenerator<ExportedRow> {
  const refusals = new BoundedRefusals(file, refuse);
  const lines = new LineQueue(chunks);
  try {
    const table = await readTable(lines, collection, refusals);
    if (table === undefined) return;
    let failedJoins = 0;
    for (let line = await nextLine(lines, refusals); line; line = await nextLine(lines, refusals)) {
      let row = readRow(table, withoutReturn(line.text));
      let used = 1;
      if (row.kind === 'refused' && row.unclosed && failedJoins < MOST_FAILED_JOINS) {
        const joined = await join(lines, table);
        if (joined === undefined) failedJoins++;
        else ({ row, used } = joined);
      }
      lines.drop(used);
      if (row.kind === 'refused') refusals.add(line.number, row.field, row.reason);
      if (row.kind === 'row') {
        yield { collection: table.collection, body: row.body, record: `line ${line.number}` };
      }
    }
    refusals.finish();
  } finally {
    await lines.close();
  }
}

async function readTable(
  lines: LineQueue,
  collection: ExportCollection,
  refusals: BoundedRefusals,
): Promise<Table | undefined> {
  for (let line = await nextLine(lines, refusals); line; line = await nextLine(lines, refusals)) {
    lines.drop(1);
    const text = withoutReturn(line.number === 1 ? line.text.replace(/^\uFEFF/, '') : line.text);
    if (text.trim() === '') continue;
    const table = readHeader(collection, text);
    if (!('reason' in table)) return table;
    refusals.addFinal(`line ${line.number}`, table.reason);
    return undefined;
  }
  return undefined;
}

/** The next line, left where it is; a fault is told and ends the file. */
async function nextLine(lines: LineQueue, refusals: BoundedRefusals): Promise<Line | undefined> {
  const line = await lines.peek();
  if (line === undefined || 'text' in line) return line;
  refusals.addFinal(`line ${line.number}`, line.fault);
  return undefined;
}

/**
 * The record that begins in the next line and ends in a later one: where as many quotes were closed as opened.
 * Undefined where that makes no sense; then only the first line is lost, not the ones it would have swallowed.
 */
async function join(lines: LineQueue, table: Table): Promise<{ row: Row; used: number } | undefined> {
  let text = '';
  let open = false;
  for (let used = 0; text.length <= MOST_JOINED_CHARACTERS; used++) {
    if (used > 0 && !open) {
      const row = readJoinedRow(table, withoutReturn(text));
      return row?.kind === 'row' ? { row, used } : undefined;
    }
    const line = await lines.peek(used);
    if (line === undefined || 'fault' in line) return undefined;
    text += used === 0 ? line.text : `\n${line.text}`;
    if ((line.text.split('"').length - 1) % 2 === 1) open = !open;
  }
  return undefined;
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
