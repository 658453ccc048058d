import { type CheckIn, checkInSchema, scoreNames } from '../../domain/check-in.ts';
import type { Refusal } from '../../domain/raw-document.ts';
import { isBelievableDay } from '../oura/document.ts';
import { describeIssues } from './issue.ts';
import { readNumber } from './read-number.ts';
import { plainName, readTable, type Table, type TableRow } from './table.ts';

const textNames = ['symptoms', 'notes'] as const;
const columnNames = ['day', ...scoreNames, ...textNames] as const;
type ColumnName = (typeof columnNames)[number];

export interface ReadCheckIns {
  readonly checkIns: CheckIn[];
  readonly refusals: Refusal[];
}

/** A header that names the day and at least one thing to say about it. */
export function isCheckInHeader(cells: readonly string[]): boolean {
  const names = cells.map(plainName);
  return names.includes('day') && columnNames.some((name) => name !== 'day' && names.includes(name));
}

/**
 * A bad cell is left out by name and the rest of its line kept; a line without a usable day is left out
 * whole.
 */
export function readCheckIns(file: string, text: string): ReadCheckIns {
  const table = readTable(file, text, (cell) => columnNames.find((known) => known === cell));
  const byDay = new Map<string, CheckIn>();
  for (const row of table.rows()) {
    const checkIn = readRow(table, row);
    if (checkIn === undefined) continue;
    if (byDay.has(checkIn.day)) table.refuse(row.line, 'day', 'is there twice; the first line is kept');
    else byDay.set(checkIn.day, checkIn);
  }
  return { checkIns: [...byDay.values()].filter(saysSomething), refusals: table.refusals };
}

function readRow(table: Table<ColumnName>, { line, cell }: TableRow<ColumnName>): CheckIn | undefined {
  const day = checkInSchema.shape.day.safeParse(cell('day'));
  if (!day.success || !isBelievableDay(day.data)) {
    const reason = day.success ? 'is outside the years 2000 to 2099' : 'is not a day; write YYYY-MM-DD';
    table.refuse(line, 'day', cell('day') === '' ? 'is missing' : reason);
    return undefined;
  }
  const row: Record<string, unknown> = { day: day.data };
  for (const name of scoreNames) {
    const score = readNumber(cell(name), table.decimalComma);
    if (score === undefined) continue;
    if (Number.isNaN(score)) table.refuse(line, name, 'is not a number from 0 to 10');
    else keepValid(table, line, name, score, row);
  }
  for (const name of textNames) keepValid(table, line, name, cell(name), row);
  return checkInSchema.parse(row);
}

function keepValid(
  table: Table<ColumnName>,
  line: number,
  name: Exclude<ColumnName, 'day'>,
  value: unknown,
  row: Record<string, unknown>,
): void {
  const parsed = checkInSchema.shape[name].safeParse(value);
  if (parsed.success) row[name] = parsed.data;
  else for (const { field, reason } of describeIssues(parsed.error, name)) table.refuse(line, field, reason);
}

/** A day with nothing answered is not a check-in. */
function saysSomething(checkIn: CheckIn): boolean {
  return (
    scoreNames.some((name) => checkIn[name] !== undefined) || checkIn.symptoms !== '' || checkIn.notes !== ''
  );
}
