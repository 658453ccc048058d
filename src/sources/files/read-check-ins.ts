import { type CheckIn, checkInSchema, scoreNames } from '../../domain/check-in.ts';
import type { Refusal } from '../../domain/raw-document.ts';
import { isBelievableDay } from '../oura/document.ts';
import { type CsvRecord, parseCsv } from './csv.ts';
import { describeIssues } from './issue.ts';
import { printable } from './text.ts';

const textNames = ['symptoms', 'notes'] as const;
const columnNames = ['day', ...scoreNames, ...textNames] as const;
type ColumnName = (typeof columnNames)[number];

export interface ReadCheckIns {
  readonly checkIns: CheckIn[];
  readonly refusals: Refusal[];
}

interface Sheet {
  readonly file: string;
  /** Position of each known column. */
  readonly columns: ReadonlyMap<ColumnName, number>;
  readonly width: number;
  /** Where cells are parted by semicolons, numbers are written with a comma. */
  readonly decimalComma: boolean;
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
  const { delimiter, records, unclosedQuote } = parseCsv(text);
  const [header, ...rows] = records;
  const refusals: Refusal[] = [];
  if (header === undefined) return { checkIns: [], refusals };
  const sheet: Sheet = {
    file,
    columns: readHeader(file, header, refusals),
    width: header.cells.length,
    decimalComma: delimiter === ';',
    refusals,
  };
  const byDay = new Map<string, CheckIn>();
  for (const row of rows) {
    const checkIn = readRow(sheet, row);
    if (checkIn === undefined) continue;
    if (byDay.has(checkIn.day)) refuse(sheet, row.line, 'day', 'is there twice; the first line is kept');
    else byDay.set(checkIn.day, checkIn);
  }
  if (unclosedQuote !== undefined) {
    refuse(sheet, unclosedQuote, '', 'opens a quote that is never closed; nothing from here on is read');
  }
  return { checkIns: [...byDay.values()].filter(saysSomething), refusals };
}

function plainName(cell: string): string {
  return cell.trim().toLowerCase();
}

function readHeader(file: string, header: CsvRecord, refusals: Refusal[]): Map<ColumnName, number> {
  const columns = new Map<ColumnName, number>();
  header.cells.forEach((cell, index) => {
    if (cell.trim() === '') return;
    const name = columnNames.find((known) => known === plainName(cell));
    const field = printable(cell.trim());
    const refuseColumn = (reason: string) =>
      refusals.push({ file, record: `line ${header.line}`, field, reason });
    if (name === undefined) refuseColumn('is not a known column; it is ignored');
    else if (columns.has(name)) refuseColumn('is there twice; the first column is read');
    else columns.set(name, index);
  });
  return columns;
}

function refuse(sheet: Sheet, line: number, field: string, reason: string): void {
  sheet.refusals.push({ file: sheet.file, record: `line ${line}`, field, reason });
}

function readRow(sheet: Sheet, { line, cells }: CsvRecord): CheckIn | undefined {
  if (cells.every((cell) => cell.trim() === '')) return undefined;
  // An unquoted separator inside a text shifts every column after it: nothing of such a line can be trusted.
  if (cells.length > sheet.width) {
    refuse(sheet, line, '', 'has more cells than the header; put text that holds separators in quotes');
    return undefined;
  }
  const cell = (name: ColumnName) => cells[sheet.columns.get(name) ?? -1]?.trim() ?? '';
  const day = checkInSchema.shape.day.safeParse(cell('day'));
  if (!day.success || !isBelievableDay(day.data)) {
    const reason = day.success ? 'is outside the years 2000 to 2099' : 'is not a day; write YYYY-MM-DD';
    refuse(sheet, line, 'day', cell('day') === '' ? 'is missing' : reason);
    return undefined;
  }
  const row: Record<string, unknown> = { day: day.data };
  for (const name of scoreNames) {
    const score = readNumber(cell(name), sheet.decimalComma);
    if (score === undefined) continue;
    if (Number.isNaN(score)) refuse(sheet, line, name, 'is not a number from 0 to 10');
    else keepValid(sheet, line, name, score, row);
  }
  for (const name of textNames) keepValid(sheet, line, name, cell(name), row);
  return checkInSchema.parse(row);
}

/** Undefined: not answered. NaN: answered, but not by a number. */
function readNumber(cell: string, decimalComma: boolean): number | undefined {
  if (cell === '') return undefined;
  const text = decimalComma ? cell.replace(',', '.') : cell;
  return /^[+-]?\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
}

function keepValid(
  sheet: Sheet,
  line: number,
  name: Exclude<ColumnName, 'day'>,
  value: unknown,
  row: Record<string, unknown>,
): void {
  const parsed = checkInSchema.shape[name].safeParse(value);
  if (parsed.success) row[name] = parsed.data;
  else for (const { field, reason } of describeIssues(parsed.error, name)) refuse(sheet, line, field, reason);
}

/** A day with nothing answered is not a check-in. */
function saysSomething(checkIn: CheckIn): boolean {
  return (
    scoreNames.some((name) => checkIn[name] !== undefined) || checkIn.symptoms !== '' || checkIn.notes !== ''
  );
}
