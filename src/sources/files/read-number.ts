import type { Lab } from '../../domain/profile.ts';

/** Undefined for an empty cell, NaN for one that holds something else than a number. */
export function readNumber(cell: string, decimalComma: boolean): number | undefined {
  if (cell === '') return undefined;
  const text = decimalComma ? cell.replace(',', '.') : cell;
  return /^[+-]?\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
}

const COMPARATORS: ReadonlyMap<string, NonNullable<Lab['comparator']>> = new Map([
  ['<', '<'],
  ['<=', '<='],
  ['≤', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['≥', '>='],
]);

/** "4.1" or a bound such as "<0.01"; undefined for anything else. */
export function readResult(
  text: string,
  decimalComma: boolean,
): Pick<Lab, 'value' | 'comparator'> | undefined {
  const [, sign = '', digits = ''] = /^([<>]=?|[≤≥])?\s*(.*)$/s.exec(text.trim()) ?? [];
  const value = readNumber(digits, decimalComma);
  if (value === undefined || Number.isNaN(value)) return undefined;
  const comparator = COMPARATORS.get(sign);
  return comparator === undefined ? { value } : { value, comparator };
}

/** "0.4-4.0", "<5", "> 60", in brackets or not; undefined for anything else. */
export function readRange(
  text: string,
  decimalComma: boolean,
): { readonly low?: number; readonly high?: number } | undefined {
  const plain = text.trim().replace(/^[([](.*)[)\]]$/s, '$1');
  const bound = readResult(plain, decimalComma);
  if (bound?.comparator !== undefined) {
    return bound.comparator.startsWith('<') ? { high: bound.value } : { low: bound.value };
  }
  const [, from = '', to = ''] = /^([+-]?[\d.,]+)\s*(?:-|–|—|to)\s*([+-]?[\d.,]+)$/.exec(plain.trim()) ?? [];
  const low = readNumber(from, decimalComma);
  const high = readNumber(to, decimalComma);
  if (low === undefined || high === undefined || !(low <= high)) return undefined;
  return { low, high };
}
