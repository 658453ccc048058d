import { fits, isUnmistakableId } from './cell.ts';
import type { Column } from './table.ts';

type Placed = { readonly cells: readonly string[] } | { readonly reason: string };

/** One cell a column: what is too much may only be empty. Undefined where there are too few. */
export function fullRow(cells: readonly string[], columns: readonly Column[]): Placed | undefined {
  if (cells.length < columns.length) return undefined;
  if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
    return { reason: `has ${cells.length} cells under ${columns.length} columns` };
  }
  return { cells: cells.slice(0, columns.length) };
}

/**
 * A row with too few cells. Exports are known that lack the first ones; one cell can be missing anywhere, several at
 * the front or at the end. The row is taken only if there is a single way, among all runs of columns that could be
 * missing, in which every cell fits its column; the rest would be guessing.
 */
export function placeShortRow(cells: readonly string[], columns: readonly Column[]): Placed {
  const missing = columns.length - cells.length;
  const fitsAt = (index: number, shift: number): boolean => {
    const column = columns[index + shift];
    const cell = cells[index] ?? '';
    if (column === undefined) return false;
    return column.kind === 'id' ? isUnmistakableId(cell) : fits(column, cell);
  };
  const leading = runLength(cells.length, (index) => fitsAt(index, 0));
  const trailing = runLength(cells.length, (index) => fitsAt(cells.length - 1 - index, missing));
  const required = columns.findIndex((column) => column.required);
  const placements = new Map<string, { cells: string[]; gap: number }>();
  for (let gap = cells.length - trailing; gap <= leading; gap++) {
    if (required >= gap && required < gap + missing) continue;
    const placed = [...cells.slice(0, gap), ...Array<string>(missing).fill(''), ...cells.slice(gap)];
    const where = placed.flatMap((cell, index) => (cell.trim() === '' ? [] : [index])).join(' ');
    placements.set(where, { cells: placed, gap });
  }
  const [only, another] = [...placements.values()];
  const atAnEnd = only?.gap === 0 || only?.gap === cells.length;
  if (only !== undefined && another === undefined && (missing === 1 || atAnEnd)) return { cells: only.cells };
  const reason = `has ${cells.length} cells under ${columns.length} columns, and it cannot be told which are missing`;
  return { reason };
}

function runLength(count: number, holds: (index: number) => boolean): number {
  let length = 0;
  while (length < count && holds(length)) length++;
  return length;
}
