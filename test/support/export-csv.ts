import { isRecord } from '../../src/shared/json.ts';

/** How JSON stands in a cell: by the rules, or in one of the ways exports are known to be spoilt. */
export type JsonStyle = 'proper' | 'bare' | 'undoubled' | 'bare doubled' | 'row in quotes';

export interface CsvStyle {
  readonly delimiter?: string;
  readonly newline?: string;
  readonly json?: JsonStyle;
  readonly mark?: boolean;
}

/** Documents as a table of the account export: `id` first, the other fields by the alphabet, nothing for null. */
export function writeExportCsv(
  documents: readonly Readonly<Record<string, unknown>>[],
  { delimiter = ';', newline = '\r\n', json = 'proper', mark = false }: CsvStyle = {},
): string {
  const names = [...new Set(documents.flatMap(Object.keys))].sort(
    (left, right) => Number(right === 'id') - Number(left === 'id') || (left < right ? -1 : 1),
  );
  const rows = documents.map((document) => {
    const row = names.map((name) => writeCell(document[name], delimiter, json)).join(delimiter);
    return json === 'row in quotes' ? quote(row) : row;
  });
  return (mark ? '\uFEFF' : '') + [names.join(delimiter), ...rows, ''].join(newline);
}

function writeCell(value: unknown, delimiter: string, style: JsonStyle): string {
  if (value === null || value === undefined) return '';
  if (!isRecord(value) && !Array.isArray(value)) {
    const text = String(value);
    return text.includes(delimiter) || /["\r\n]/.test(text) ? quote(text) : text;
  }
  const text = JSON.stringify(value);
  if (style === 'proper') return quote(text);
  if (style === 'undoubled') return `"${text}"`;
  return style === 'bare doubled' ? text.replaceAll('"', '""') : text;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
