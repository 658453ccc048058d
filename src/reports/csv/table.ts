import { csvText } from '../../shared/csv.ts';
import { plainText } from '../view/plain-text.ts';

export type Cell = string | number | boolean | undefined;

/** Without it spreadsheets on Windows take UTF-8 for another encoding; pandas skips it. */
const BYTE_ORDER_MARK = '\ufeff';

/** RFC 4180: commas, CRLF, quotes where they are needed. Numbers stand bare with a point; an empty cell is no value. */
export function csvTable(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [header.join(',')];
  for (const row of rows) lines.push(row.map(cellText).join(','));
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

function cellText(cell: Cell): string {
  if (typeof cell !== 'string') return cell === undefined ? '' : String(cell);
  return csvText(plainText(cell));
}
