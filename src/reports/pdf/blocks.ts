import type { Column, Content, TableCell } from 'pdfmake/interfaces.js';
import type { ChartView } from '../charts/chart-view.ts';
import { stripSize } from '../charts/strip-option.ts';
import { stripSvg } from '../charts/svg.ts';
import { askLabel, type Block, type PointBlock, type Reference, type TableBlock } from '../view/view.ts';
import { pdfText } from './glyphs.ts';
import { accent, ink, ruleColour } from './styles.ts';

/** What a page break must not tear apart, and what it may follow. */
export interface Piece {
  readonly content: Content;
  readonly whole: boolean;
}

/** What is longer than this may break; held together it could be taller than a sheet. */
const WHOLE_ROWS = 10;
const WHOLE_TEXT = 1200;
const STRIP_GAP = 20;

/** A block in the text column, in pieces. Charts are set across the whole sheet and are not among these. */
export function blockPieces(block: Exclude<Block, { kind: 'charts' }>): Piece[] {
  switch (block.kind) {
    case 'paragraph':
      return [
        {
          content: { text: pdfText(block.text), style: block.tone, margin: [0, 0, 0, 3] },
          whole: block.text.length <= WHOLE_TEXT,
        },
      ];
    case 'list':
      return listPieces(block.items);
    case 'point':
      return [whole(pointContent(block))];
    case 'table':
      return [{ content: tableContent(block), whole: block.rows.length <= WHOLE_ROWS }];
    case 'references':
      return block.items.map((item) => whole(referenceContent(item)));
  }
}

function whole(content: Content): Piece {
  return { content, whole: true };
}

/** A short list stays together; one as long as its writer liked may break between items, and inside them. */
function listPieces(items: readonly string[]): Piece[] {
  const ul = (texts: readonly string[]): Content => ({
    ul: texts.map((text): Content => ({ text: pdfText(text), margin: [0, 0, 0, 1] })),
    markerColor: accent,
    margin: [0, 0, 0, 2],
  });
  if (items.join('').length <= WHOLE_TEXT) return [whole(ul(items))];
  return items.map((item) => ({ content: ul([item]), whole: item.length <= WHOLE_TEXT }));
}

function pointContent(point: PointBlock): Content {
  const marks = point.references.map((number) => `\u00a0[${number}]`).join('');
  return {
    stack: [
      {
        text: [
          { text: pdfText(point.text), bold: point.urgent },
          { text: marks, sup: true, fontSize: 10, color: accent },
        ],
      },
      { text: pdfText(`${askLabel} ${point.question}`), style: 'ask', margin: [0, 1, 0, 0] },
      { text: pdfText(point.meta), style: 'meta', margin: [0, 1, 0, 0] },
    ],
    margin: [0, 0, 0, 6],
  };
}

function tableContent(table: TableBlock): Content {
  const total = table.widths.reduce((sum, width) => sum + width, 0);
  const head = table.head.map((name): TableCell => ({ text: pdfText(name), style: 'head' }));
  const rows = table.rows.map((row) =>
    row.map((cell): TableCell => ({ text: pdfText(cell), style: 'cell' })),
  );
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
          body: [head, ...rows],
        },
        layout: {
          hLineWidth: (line) => (line === 0 ? 0 : 0.5),
          hLineColor: (line) => (line === 1 ? ink : ruleColour),
          vLineWidth: () => 0,
          paddingLeft: () => 0,
          paddingRight: () => 6,
          paddingTop: () => 2,
          paddingBottom: () => 1,
        },
      },
    ],
    margin: [0, 0, 0, 6],
  };
}

/** Two strips side by side; an odd one keeps its half. */
export function chartRow(charts: readonly ChartView[], width: number): Content {
  const cell = (width - STRIP_GAP) / 2;
  const strip = (chart: ChartView): Column => ({
    stack: [
      { text: pdfText(chart.title), style: 'chart' },
      { svg: stripSvg(chart, stripSize), width: cell },
      { text: pdfText(chart.caption), style: 'caption' },
    ],
    width: cell,
  });
  return {
    columns: charts.map(strip),
    columnGap: STRIP_GAP,
    unbreakable: true,
    margin: [0, 0, 0, 7],
  };
}

function referenceContent({ number, text, url, address }: Reference): Content {
  const link = url === undefined ? [] : [{ text: ` ${pdfText(address)}`, link: url, color: accent }];
  return {
    columns: [
      { width: 16, text: `${number}.` },
      { width: '*', text: [pdfText(text), ...link] },
    ],
    columnGap: 2,
    style: 'reference',
    margin: [0, 0, 0, 1],
  };
}
