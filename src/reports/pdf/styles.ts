import type { StyleDictionary } from 'pdfmake/interfaces.js';
import { chartColours } from '../charts/palette.ts';

/** Points. Headings stand in the margin beside the text column, as on a letter. */
export const measures = { marginX: 44, marginTop: 36, marginBottom: 40, side: 74, gutter: 12 } as const;

const sheets = { A4: { width: 595.28, height: 841.89 }, LETTER: { width: 612, height: 792 } } as const;
export type SheetSize = keyof typeof sheets;

export function contentWidth(size: SheetSize): number {
  return sheets[size].width - 2 * measures.marginX;
}

/** Where the last line of a sheet must have ended. */
export function contentBottom(size: SheetSize): number {
  return sheets[size].height - measures.marginBottom;
}

export function textWidth(width: number): number {
  return width - measures.side - measures.gutter;
}

const quiet = chartColours.quiet;
export const accent = chartColours.accentInk;
export const ink = chartColours.ink;
export const ruleColour = '#b4bac1';

export const pdfStyles: StyleDictionary = {
  title: { fontSize: 14.5, bold: true, lineHeight: 1.1 },
  preamble: { fontSize: 8.5, color: quiet, lineHeight: 1.15 },
  heading: { fontSize: 8.8, bold: true, color: accent },
  note: { fontSize: 8.2, color: quiet },
  plain: {},
  alert: { bold: true },
  ask: { bold: true },
  meta: { fontSize: 8, color: quiet },
  head: { fontSize: 7.8, color: quiet },
  cell: { fontSize: 8.6 },
  chart: { fontSize: 8.5, bold: true },
  caption: { fontSize: 7.6, color: quiet },
  reference: { fontSize: 7.8 },
  foot: { fontSize: 7.5, color: quiet },
};
