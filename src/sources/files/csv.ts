/** One record of RFC 4180 and the line of the file it begins on. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Csv {
  readonly delimiter: string;
  readonly records: readonly CsvRecord[];
  /**
   * The line of a quote that is never closed; what follows it cannot be told apart and is not in `records`.
   */
  readonly unclosedQuote: number | undefined;
}

const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Quotes, doubled quotes, delimiters and line breaks inside them, CRLF, LF or CR; empty lines are skipped.
 */
export function parseCsv(input: string): Csv {
  const text = input.startsWith('\uFEFF') ? input.slice(1) : input;
  const delimiter = detectDelimiter(text);
  const records: CsvRecord[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const record = readRecord(text, at, delimiter);
    if (record === undefined) return { delimiter, records, unclosedQuote: line };
    if (record.cells.length > 1 || record.cells[0] !== '') records.push({ line, cells: record.cells });
    line += countLines(text, at, record.end);
    at = record.end;
  }
  return { delimiter, records, unclosedQuote: undefined };
}

/** The separator that is most frequent outside quotes in the first line. */
function detectDelimiter(text: string): string {
  const header = firstLine(text).replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce<string>((best, one) => (count(one) > count(best) ? one : best), ',');
}

export function firstLine(text: string): string {
  return /^[\r\n]*([^\r\n]*)/.exec(text)?.[1] ?? '';
}

function readRecord(
  text: string,
  start: number,
  delimiter: string,
): { cells: string[]; end: number } | undefined {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const cell = text.charAt(at) === '"' ? readQuoted(text, at) : { value: '', end: at };
    if (cell === undefined) return undefined;
    // After a closing quote nothing but a separator belongs here; what does stand here is kept as it is.
    let end = cell.end;
    while (end < text.length && !isSeparator(text.charAt(end), delimiter)) end++;
    cells.push(cell.value + text.slice(cell.end, end));
    if (text.charAt(end) !== delimiter) return { cells, end: skipLineBreak(text, end) };
    at = end + 1;
  }
}

function readQuoted(text: string, start: number): { value: string; end: number } | undefined {
  let value = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return undefined;
    value += text.slice(from, quote);
    if (text.charAt(quote + 1) !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function isSeparator(char: string, delimiter: string): boolean {
  return char === delimiter || char === '\n' || char === '\r';
}

function skipLineBreak(text: string, at: number): number {
  return text.startsWith('\r\n', at) ? at + 2 : at + 1;
}

function countLines(text: string, from: number, to: number): number {
  return text.slice(from, to).match(/\r\n|\r|\n/g)?.length ?? 0;
}
