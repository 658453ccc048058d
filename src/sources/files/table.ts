import type { Refusal } from '../../domain/raw-document.ts';
import { type CsvRecord, parseCsv } from './csv.ts';
import { printable } from './text.ts';

export interface Table<Column extends string> {
  /** Where cells are parted by semicolons, numbers are written with a comma. */
  readonly decimalComma: boolean;
  readonly refusals: Refusal[];
  refuse(line: number, field: string, reason: string): void;
  /** Line by line, so that what is refused stands in the order of the lines. */
  rows(): Iterable<TableRow<Column>>;
}

export interface TableRow<Column extends string> {
  readonly line: number;
  /** Trimmed; empty where the table has no such column. */
  cell(column: Column): string;
}

/** Null for a column that is known and of no use here. */
export type ColumnOf<Column extends string> = (plainName: string) => Column | null | undefined;

/** A CSV file with a header. Unknown columns and lines that cannot be trusted are refused by their place. */
export function readTable<Column extends string>(
  file: string,
  text: string,
  columnOf: ColumnOf<Column>,
): Table<Column> {
  const { delimiter, records, unclosedQuote } = parseCsv(text);
  const [header, ...lines] = records;
  const refusals: Refusal[] = [];
  const refuse = (line: number, field: string, reason: string): void => {
    refusals.push({ file, record: `line ${line}`, field, reason });
  };
  const columns = header === undefined ? new Map<Column, number>() : readHeader(header, columnOf, refuse);
  return {
    decimalComma: delimiter === ';',
    refusals,
    refuse,
    *rows() {
      for (const { line, cells } of lines) {
        if (cells.every((cell) => cell.trim() === '')) continue;
        // An unquoted separator inside a text shifts every column after it: nothing of such a line can be trusted.
        if (cells.length > (header?.cells.length ?? 0)) {
          refuse(line, '', 'has more cells than the header; put text that holds separators in quotes');
        } else yield { line, cell: (column) => cells[columns.get(column) ?? -1]?.trim() ?? '' };
      }
      if (unclosedQuote !== undefined) {
        refuse(unclosedQuote, '', 'opens a quote that is never closed; nothing from here on is read');
      }
    },
  };
}

export function plainName(cell: string): string {
  return cell.trim().toLowerCase();
}

function readHeader<Column extends string>(
  header: CsvRecord,
  columnOf: ColumnOf<Column>,
  refuse: Table<Column>['refuse'],
): Map<Column, number> {
  const columns = new Map<Column, number>();
  header.cells.forEach((cell, index) => {
    if (cell.trim() === '') return;
    const name = columnOf(plainName(cell));
    const field = printable(cell.trim());
    if (name === undefined) refuse(header.line, field, 'is not a known column; it is ignored');
    else if (name === null) return;
    else if (columns.has(name)) refuse(header.line, field, 'is there twice; the first column is read');
    else columns.set(name, index);
  });
  return columns;
}
