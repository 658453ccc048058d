import type { Content } from 'pdfmake/interfaces.js';
import {
  askLabel,
  type Block,
  type BriefBlock,
  type PointBlock,
  type Reference,
  type ShareBlock,
  type Term,
} from '../view/view.ts';
import { chainContent } from './drawn.ts';
import { pdfRuns, pdfText } from './glyphs.ts';
import { accent } from './styles.ts';
import { tableContent } from './table.ts';

/** What a page break must not tear apart, and what it may follow. */
export interface Piece {
  readonly content: Content;
  readonly whole: boolean;
}

/** Set across the whole sheet, and not in the text column. */
export type WideBlock = Extract<Block, { kind: 'charts' | 'figure' }>;
export type ColumnBlock = Exclude<Block, WideBlock | ShareBlock>;

/** What is longer than this may break; held together it could be taller than a sheet. */
const WHOLE_ROWS = 10;
const WHOLE_TEXT = 1200;
const WHOLE_LIST = 600;

/** A block in the text column, in pieces. */
export function blockPieces(block: ColumnBlock, width: number): Piece[] {
  switch (block.kind) {
    case 'paragraph':
      return [
        {
          content: { text: pdfRuns(block.text), style: block.tone, margin: [0, 0, 0, 2] },
          whole: block.text.length <= WHOLE_TEXT,
        },
      ];
    case 'list':
      return listPieces(block.items);
    case 'terms':
      return termPieces(block.items);
    case 'point':
      return [whole(pointContent(block))];
    case 'brief':
      return [whole(briefContent(block))];
    case 'table':
      return [{ content: tableContent(block), whole: block.rows.length <= WHOLE_ROWS }];
    case 'chain':
      return [whole(chainContent(block.chain, width))];
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
    ul: texts.map((text): Content => ({ text: pdfRuns(text), margin: [0, 0, 0, 1] })),
    markerColor: accent,
    margin: [0, 0, 0, 1],
  });
  if (items.join('').length <= WHOLE_LIST) return [whole(ul(items))];
  return items.map((item) => ({ content: ul([item]), whole: item.length <= WHOLE_TEXT }));
}

function termPieces(items: readonly Term[]): Piece[] {
  const length = items.reduce((sum, { label, text }) => sum + label.length + text.length, 0);
  const contents = items.map(termContent);
  return length <= WHOLE_TEXT ? [whole({ stack: contents })] : contents.map(whole);
}

function termContent({ label, text }: Term): Content {
  return {
    text: [{ text: `${pdfText(label)}: `, bold: true }, ...pdfRuns(text)],
    margin: [0, 0, 0, 1.5],
  };
}

function pointContent(point: PointBlock): Content {
  const marks = point.references.map((number) => `\u00a0[${number}]`).join('');
  return {
    stack: [
      {
        text: [
          ...pdfRuns(point.text, { bold: point.urgent }),
          { text: marks, sup: true, fontSize: 10, color: accent },
        ],
      },
      { text: pdfText(`${askLabel} ${point.question}`), style: 'ask', margin: [0, 1, 0, 0] },
      { text: pdfText(point.meta), style: 'meta', margin: [0, 1, 0, 0] },
    ],
    margin: [0, 0, 0, 5],
  };
}

function briefContent({ about, lead, question }: BriefBlock): Content {
  return {
    text: [
      ...(about === undefined ? [] : [{ text: `${pdfText(about)}: `, bold: true, color: accent }]),
      ...(lead === undefined ? [] : pdfRuns(`${lead} `)),
      { text: pdfText(`${askLabel} ${question}`), style: 'ask' },
    ],
    margin: [0, 0, 0, 3],
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
