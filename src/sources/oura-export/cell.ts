import { isDay } from '../../shared/day.ts';
import { parseWallTime } from '../oura/timestamp.ts';
import { parseNested } from './nested-json.ts';
import type { Column } from './table.ts';

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const BOOLEAN = /^(?:true|false)$/i;
/** How writers of tables spell a missing number. */
const NOTHING = /^(?:null|none|nan)$/i;

/** The value of a cell as the API would have sent it, or why it cannot be one. */
export function readCell(column: Column, cell: string): { value: unknown } | { reason: string } {
  const { kind } = column;
  if (kind === 'text') return { value: cell === '' ? null : cell };
  const text = cell.trim();
  if (isNothing(column, text)) return column.required ? { reason: 'is missing' } : { value: null };
  switch (kind) {
    case 'json':
    case 'other':
    case 'number-or-json': {
      if (kind === 'number-or-json' && NUMBER.test(text)) return { value: Number(text) };
      if (/^[{[]/.test(text)) {
        const value = parseNested(text);
        return value === undefined ? { reason: 'is not valid JSON' } : { value };
      }
      return kind === 'other' ? { value: cell } : { reason: 'is not JSON' };
    }
    case 'day':
      return isDay(text) ? { value: text } : { reason: 'is not a day; YYYY-MM-DD is expected' };
    default:
      // Only what was quoted in a way that cannot be understood still has quotes.
      return /["\n]/.test(text)
        ? { reason: 'is quoted in a way that cannot be read' }
        : { value: scalar(kind, text) };
  }
}

/** What does not look like its kind stays text: the mapping names it and leaves it out. */
function scalar(kind: Column['kind'], text: string): unknown {
  if ((kind === 'integer' || kind === 'number') && NUMBER.test(text)) return Number(text);
  if (kind === 'boolean' && BOOLEAN.test(text)) return text.toLowerCase() === 'true';
  return text;
}

function isNothing({ kind }: Column, text: string): boolean {
  if (text === '') return true;
  return kind !== 'id' && kind !== 'word' && kind !== 'other' && NOTHING.test(text);
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const shapes: Partial<Record<Column['kind'], (text: string) => boolean>> = {
  time: (text) => parseWallTime(text) !== undefined || isDay(text),
  integer: (text) => /^[+-]?\d{1,13}(?:\.0+)?$/.test(text),
  number: (text) => NUMBER.test(text),
  boolean: (text) => BOOLEAN.test(text),
  level: (text) => /^[0-5]{3,}$/.test(text),
  word: (text) => /^[a-z]\w*$/i.test(text) && !UUID.test(text),
};

/** Whether a cell can stand in a column at all: evidence for rows whose cells have to be given their places. */
export function fits(column: Column, cell: string): boolean {
  if ('reason' in readCell(column, cell)) return false;
  const text = cell.trim();
  return isNothing(column, text) || (shapes[column.kind]?.(text) ?? true);
}

/** An id is the one shape that neither a number, a time nor a word can be taken for. */
export function isUnmistakableId(cell: string): boolean {
  return UUID.test(cell.trim());
}
