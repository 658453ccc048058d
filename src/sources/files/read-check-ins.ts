import { answerNames, scoreNames, textNames } from '../../domain/check-in.ts';
import type { Refusal } from '../../domain/raw-document.ts';
import { type CheckInFields, fieldNames, type ReadCheckIns, readRecords } from './check-in-records.ts';
import { type CsvRecord, parseCsv } from './csv.ts';
import { printable } from './text.ts';

type ColumnName = (typeof fieldNames)[number];

interface Sheet {
  /** Position of each known column. */
  readonly columns: ReadonlyMap<ColumnName, number>;
  readonly width: number;
  /** Where cells are parted by semicolons, numbers are written with a comma. */
  readonly decimalComma: boolean;
}

type Refuse = (line: number, field: string, reason: string) => void;

/** A header that names the day and at least one thing to say about it. */
export function isCheckInHeader(cells: readonly string[]): boolean {
  const names = cells.map(plainName);
  return names.includes('day') && answerNames.some((name) => names.includes(name));
}

export function readCheckIns(file: string, text: string): ReadCheckIns {
  const { delimiter, records, unclosedQuote } = parseCsv(text);
  const [header, ...rows] = records;
  const refusals: Refusal[] = [];
  if (header === undefined) return { checkIns: [], refusals };
  const refuseRecord = (record: string, field: string, reason: string) =>
    refusals.push({ file, record, field, reason });
  const refuse: Refuse = (line, field, reason) => refuseRecord(`line ${line}`, field, reason);
  const sheet: Sheet = {
    columns: readHeader(header, refuse),
    width: header.cells.length,
    decimalComma: delimiter === ';',
  };
  const checkIns = readRecords('line', fieldsOf(sheet, rows, refuse), refuseRecord);
  if (unclosedQuote !== undefined) {
    refuse(unclosedQuote, '', 'opens a quote that is never closed; nothing from here on is read');
  }
  return { checkIns, refusals };
}

function plainName(cell: string): string {
  return cell.trim().toLowerCase();
}

function readHeader(header: CsvRecord, refuse: Refuse): Map<ColumnName, number> {
  const columns = new Map<ColumnName, number>();
  header.cells.forEach((cell, index) => {
    if (cell.trim() === '') return;
    const name = fieldNames.find((known) => known === plainName(cell));
    const refuseColumn = (reason: string) => refuse(header.line, printable(cell.trim()), reason);
    if (name === undefined) refuseColumn('is not a known column; it is ignored');
    else if (columns.has(name)) refuseColumn('is there twice; the first column is read');
    else columns.set(name, index);
  });
  return columns;
}

function* fieldsOf(
  sheet: Sheet,
  rows: readonly CsvRecord[],
  refuse: Refuse,
): Iterable<{ number: number; fields: CheckInFields }> {
  for (const { line, cells } of rows) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    // An unquoted separator inside a text shifts every column after it: nothing of such a line can be trusted.
    if (cells.length > sheet.width) {
      refuse(line, '', 'has more cells than the header; put text that holds separators in quotes');
      continue;
    }
    const cell = (name: ColumnName) => cells[sheet.columns.get(name) ?? -1]?.trim() || undefined;
    const scores = scoreNames.map((name) => [name, readNumber(cell(name), sheet.decimalComma)]);
    const texts = (['day', ...textNames] as const).map((name) => [name, cell(name)]);
    const reporter = cell('reporter')?.toLowerCase();
    yield { number: line, fields: { ...Object.fromEntries([...scores, ...texts]), reporter } };
  }
}

/** Undefined: not answered. NaN: answered, but not by a number. */
function readNumber(cell: string | undefined, decimalComma: boolean): number | undefined {
  if (cell === undefined) return undefined;
  const text = decimalComma ? cell.replace(',', '.') : cell;
  return /^[+-]?\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
}
