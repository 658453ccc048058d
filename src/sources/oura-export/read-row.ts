import { printable } from '../files/text.ts';
import { fits, readCell } from './cell.ts';
import { fullRow, placeShortRow } from './place-cells.ts';
import { type Reading, type Split, splitRow } from './split-row.ts';
import type { Table } from './table.ts';

export type Row =
  | { readonly kind: 'row'; readonly body: Record<string, unknown> }
  | { readonly kind: 'blank' }
  /** `unclosed`: a quoted cell is still open, the record may go on in the next line. */
  | { readonly kind: 'refused'; readonly field: string; readonly reason: string; readonly unclosed: boolean };

interface Attempt {
  readonly cells: Split;
  /** Whether every cell must have the shape of its column, because the row itself had to be pieced together. */
  readonly strict: boolean;
}

/** A record in one line, read in every way it is known to be spoilt; the first that makes sense counts. */
export function readRow(table: Table, text: string): Row {
  let first: Row | undefined;
  let short: readonly string[] | undefined;
  for (const attempt of attempts(table, text)) {
    const row = takeFull(table, attempt);
    if (row !== undefined && row.kind !== 'refused') return row;
    first ??= row;
    const { cells } = attempt;
    if (typeof cells !== 'string' && cells.length < table.columns.length) {
      // A single cell is a row in quotes, not one with all but one missing.
      if (short === undefined || short.length === 1) short = cells;
    }
  }
  return first ?? (short ? takeShort(table, short) : refused('', 'cannot be told apart into cells'));
}

/** A record over several lines: only written by the rules, and only if every cell has the shape of its column. */
export function readJoinedRow(table: Table, text: string): Row | undefined {
  return takeFull(table, { cells: split(table, text, 'quotes'), strict: true });
}

function* attempts(table: Table, text: string): Generator<Attempt> {
  const quotes = split(table, text, 'quotes');
  yield { cells: quotes, strict: false };
  yield { cells: split(table, text, 'brackets'), strict: false };
  // The whole row in one pair of quotes, with the quotes inside doubled or not.
  const single = typeof quotes !== 'string' && quotes.length === 1;
  const inside = single ? quotes[0] : /^"(.*)"$/s.exec(text)?.[1];
  if (inside !== undefined && inside !== text) {
    yield { cells: split(table, inside, 'brackets'), strict: true };
  }
}

function split({ delimiter, columns }: Table, text: string, reading: Reading): Split {
  return splitRow(text, delimiter, reading, 2 * columns.length + 100);
}

/** Undefined where the cells are too few, or none at all. */
function takeFull(table: Table, { cells, strict }: Attempt): Row | undefined {
  if (cells === 'unclosed') return { ...refused('', 'has quotes that are never closed'), unclosed: true };
  if (cells === 'unreadable') return undefined;
  if (cells.every((cell) => cell.trim() === '')) return { kind: 'blank' };
  const placed = fullRow(cells, table.columns);
  if (placed === undefined) return undefined;
  if ('reason' in placed) return refused('', placed.reason);
  const odd = strict && table.columns.find((column, index) => !fits(column, placed.cells[index] ?? ''));
  return odd ? refused(odd.name, 'is not as expected') : toBody(table, placed.cells);
}

function takeShort(table: Table, cells: readonly string[]): Row {
  const placed = placeShortRow(cells, table.columns);
  return 'reason' in placed ? refused('', placed.reason) : toBody(table, placed.cells);
}

function toBody(table: Table, cells: readonly string[]): Row {
  const fields: [string, unknown][] = [];
  for (const [index, column] of table.columns.entries()) {
    const read = readCell(column, cells[index] ?? '');
    if ('reason' in read) return refused(column.name, read.reason);
    fields.push([column.name, read.value]);
  }
  return { kind: 'row', body: Object.fromEntries(fields) };
}

/** A column of no known name can be called anything. */
function refused(column: string, reason: string) {
  return { kind: 'refused', field: printable(column), reason, unclosed: false } as const;
}
