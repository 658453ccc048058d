import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { TableBlock } from '../view/view.ts';
import { pdfText } from './glyphs.ts';
import { ink, ruleColour } from './styles.ts';

const COLUMN_GAP = 7;

/** Hairlines between rows, none at the sides; numbers flush right under their heads. */
export function tableContent(table: TableBlock): Content {
  const total = table.widths.reduce((sum, width) => sum + width, 0);
  const cell = (text: string, index: number, style: string): TableCell => ({
    text: pdfText(text),
    style,
    alignment: table.numeric?.includes(index) ? 'right' : 'left',
  });
  return {
    stack: [
      ...(table.caption === undefined
        ? []
        : [{ text: pdfText(table.caption), style: 'caption', margin: [0, 0, 0, 1] } satisfies Content]),
      {
        table: {
          headerRows: 1,
          keepWithHeaderRows: 1,
          dontBreakRows: true,
          widths: table.widths.map((width) => `${((width / total) * 100).toFixed(2)}%`),
          body: [
            table.head.map((name, index) => cell(name, index, 'head')),
            ...table.rows.map((row) => row.map((text, index) => cell(text, index, 'cell'))),
          ],
        },
        layout: {
          hLineWidth: (line) => (line === 0 ? 0 : 0.5),
          hLineColor: (line) => (line === 1 ? ink : ruleColour),
          vLineWidth: () => 0,
          paddingLeft: () => 0,
          paddingRight: (index) => (index === table.widths.length - 1 ? 0 : COLUMN_GAP),
          paddingTop: () => 1.6,
          paddingBottom: () => 0.6,
        },
      },
    ],
    margin: [0, 0, 0, 3],
  };
}
