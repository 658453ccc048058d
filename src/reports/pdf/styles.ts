import type { StyleDictionary } from 'pdfmake/interfaces.js';
import { chartColours } from '../charts/palette.ts';

/** Points. The text column holds some eighty characters; headings stand in the margin beside it. */
export const measures = { marginX: 50, marginTop: 44, marginBottom: 46, side: 88, gutter: 14 } as const;

const sheetWidths = { A4: 595.28, LETTER: 612 } as const;
export type SheetSize = keyof typeof sheetWidths;

export function contentWidth(size: SheetSize): number {
  return sheetWidths[size] - 2 * measures.marginX;
}

const quiet = chartColours.quiet;
export const accent = chartColours.accentInk;
export const ink = chartColours.ink;
export const ruleColour = '#c3c9cf';

export const pdfStyles: StyleDictionary = {
  title: { fontSize: 15, bold: true, lineHeight: 1.15 },
  preamble: { fontSize: 8.5, color: quiet },
  /** Page one is read standing up. */
  summary: { fontSize: 10.2, lineHeight: 1.27 },
  heading: { fontSize: 9.5, bold: true, color: accent },
  note: { fontSize: 8.5, color: quiet },
  plain: {},
  alert: { bold: true },
  ask: { bold: true },
  meta: { fontSize: 8, color: quiet },
  head: { fontSize: 8, color: quiet },
  cell: { fontSize: 8.8 },
  chart: { fontSize: 8.5, bold: true },
  caption: { fontSize: 7.6, color: quiet },
  reference: { fontSize: 7.8 },
  foot: { fontSize: 7.5, color: quiet },
};
