import { parseNested } from './nested-json.ts';

/** `unclosed`: a quoted cell does not end where the text ends. `unreadable`: there is no telling the cells apart. */
export type Split = readonly string[] | 'unclosed' | 'unreadable';

/**
 * `quotes`: as written by the rules, quotes around a cell and doubled inside. `brackets`: JSON stands bare in a cell
 * or in quotes that were not doubled, and delimiters inside it do not count.
 */
export type Reading = 'quotes' | 'brackets';

/** Each is looked for up to the end of the line: a line of nothing but brackets must not take for ever. */
const MOST_UNMATCHED = 8;

interface Cell {
  readonly value: string;
  readonly end: number;
}

/** The cells of one record. More cells than `mostCells` are unreadable. */
export function splitRow(text: string, delimiter: string, reading: Reading, mostCells: number): Split {
  const cells: string[] = [];
  let unmatched = 0;
  for (let at = 0; ; ) {
    const quoted = text.charAt(at) === '"' ? readQuoted(text, at, delimiter) : undefined;
    const json = reading === 'brackets' ? readJson(text, at, delimiter) : undefined;
    if (json === 'unmatched' && ++unmatched > MOST_UNMATCHED) return 'unreadable';
    let cell = choose(quoted, json);
    if (cell === undefined && quoted === 'unclosed') return 'unclosed';
    cell ??= readPlain(text, at, delimiter);
    if (cell === undefined || cells.push(cell.value) > mostCells) return 'unreadable';
    if (cell.end >= text.length) return cells;
    at = cell.end + 1;
  }
}

/** Quotes inside quotes can be read by the rules and still not be meant so: what comes out has to be JSON. */
function choose(quoted: Cell | string | undefined, json: Cell | string | undefined): Cell | undefined {
  if (typeof quoted !== 'object') return typeof json === 'object' ? json : undefined;
  return typeof json === 'object' && parseNested(quoted.value) === undefined ? json : quoted;
}

/** By the rules; `astray` where the closing quote is followed by something else than the next cell. */
function readQuoted(text: string, start: number, delimiter: string): Cell | 'unclosed' | 'astray' {
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return 'unclosed';
    if (text.charAt(quote + 1) !== '"') {
      if (!endsCell(text, quote + 1, delimiter)) return 'astray';
      return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    }
    from = quote + 2;
  }
}

/** From bracket to matching bracket, which must end the cell; bare, or in quotes that mean nothing else. */
function readJson(text: string, start: number, delimiter: string): Cell | 'unmatched' | undefined {
  const quoted = text.charAt(start) === '"';
  const from = quoted ? start + 1 : start;
  if (text.charAt(from) !== '{' && text.charAt(from) !== '[') return undefined;
  const close = matchingBracket(text, from);
  if (close === undefined) return 'unmatched';
  const end = quoted ? close + 2 : close + 1;
  if ((quoted && text.charAt(close + 1) !== '"') || !endsCell(text, end, delimiter)) return 'unmatched';
  return { value: text.slice(from, close + 1), end };
}

function matchingBracket(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) inString = !inString;
    else if (inString) {
      if (code === 0x5c) at++;
    } else if (code === 0x7b || code === 0x5b) depth++;
    else if ((code === 0x7d || code === 0x5d) && --depth === 0) return at;
  }
  return undefined;
}

/** Up to the next delimiter, as it stands. Only quotes can hold a line break. */
function readPlain(text: string, start: number, delimiter: string): Cell | undefined {
  const next = text.indexOf(delimiter, start);
  const end = next === -1 ? text.length : next;
  const value = text.slice(start, end);
  return value.includes('\n') ? undefined : { value, end };
}

function endsCell(text: string, at: number, delimiter: string): boolean {
  return at >= text.length || text.charAt(at) === delimiter;
}
