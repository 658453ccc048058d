import { labSchema } from '../../domain/profile.ts';
import type { Refusal } from '../../domain/raw-document.ts';
import { isRecordDay, OUTSIDE_RECORD_YEARS } from '../record-day.ts';
import { describeIssues } from './issue.ts';
import { readNumber, readRange, readResult } from './read-number.ts';
import type { ProfileEntry } from './read-profile.ts';
import { plainName, readTable, type Table, type TableRow } from './table.ts';

type ColumnName = 'day' | 'time' | 'analyte' | 'value' | 'unit' | 'low' | 'high' | 'range';

/** What laboratories and people call the columns. A comment is free text about the result: it is left out. */
const columns: ReadonlyMap<string, ColumnName | null> = new Map([
  ['day', 'day'],
  ['date', 'day'],
  ['time', 'time'],
  ['analyte', 'analyte'],
  ['test', 'analyte'],
  ['name', 'analyte'],
  ['value', 'value'],
  ['result', 'value'],
  ['unit', 'unit'],
  ['units', 'unit'],
  ['low', 'low'],
  ['high', 'high'],
  ['range', 'range'],
  ['reference', 'range'],
  ['reference range', 'range'],
  ['comment', null],
  ['comments', null],
]);

export interface ReadLabs {
  readonly entries: ProfileEntry[];
  readonly refusals: Refusal[];
}

export function isLabHeader(cells: readonly string[]): boolean {
  const names = cells.map((cell) => columns.get(plainName(cell)));
  return (['day', 'analyte', 'value', 'unit'] as const).every((name) => names.includes(name));
}

/** One result a line. A range that cannot be read is left out by name and its result kept. */
export function readLabs(file: string, text: string): ReadLabs {
  const table = readTable(file, text, (name) => columns.get(name));
  const entries: ProfileEntry[] = [];
  for (const row of table.rows()) {
    const entry = readRow(table, row);
    if (entry !== undefined) entries.push(entry);
  }
  return { entries, refusals: table.refusals };
}

function readRow(table: Table<ColumnName>, row: TableRow<ColumnName>): ProfileEntry | undefined {
  const { line, cell } = row;
  const missing = (['day', 'analyte', 'value'] as const).filter((name) => cell(name) === '');
  for (const name of missing) table.refuse(line, name, 'is missing');
  if (missing.length > 0) return undefined;
  const result = readResult(cell('value'), table.decimalComma);
  if (result === undefined) {
    table.refuse(line, 'value', 'is not a number; write the number alone, or with < or > before it');
    return undefined;
  }
  const parsed = labSchema.safeParse({
    day: cell('day'),
    ...(cell('time') === '' ? {} : { time: cell('time') }),
    analyte: cell('analyte'),
    ...result,
    unit: cell('unit'),
    ...rangeOf(table, row),
  });
  if (parsed.success && isRecordDay(parsed.data.day)) return { kind: 'lab', value: parsed.data };
  if (parsed.success) table.refuse(line, 'day', OUTSIDE_RECORD_YEARS);
  else for (const { field, reason } of describeIssues(parsed.error, '')) table.refuse(line, field, reason);
  return undefined;
}

function rangeOf(
  table: Table<ColumnName>,
  { line, cell }: TableRow<ColumnName>,
): { low?: number; high?: number } {
  const bounds: { low?: number; high?: number } = {};
  if (cell('range') !== '') {
    const range = readRange(cell('range'), table.decimalComma);
    if (range === undefined) table.refuse(line, 'range', 'is not a range; write 0.4-4.0, <5 or >60');
    else Object.assign(bounds, range);
  }
  for (const name of ['low', 'high'] as const) {
    const bound = readNumber(cell(name), table.decimalComma);
    if (bound === undefined) continue;
    if (Number.isNaN(bound)) table.refuse(line, name, 'is not a number');
    else bounds[name] = bound;
  }
  return bounds;
}
