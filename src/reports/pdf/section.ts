import type { Content } from 'pdfmake/interfaces.js';
import type { FigureSize } from '../charts/figure-layout.ts';
import type { Block, Section, ShareBlock } from '../view/view.ts';
import { blockPieces, type Piece, type WideBlock } from './blocks.ts';
import { besideCode, chartRow, figureContent } from './drawn.ts';
import { pdfText } from './glyphs.ts';
import { measures, ruleColour, textWidth } from './styles.ts';

export interface Setting {
  readonly width: number;
  readonly figure: FigureSize;
  /** Points between sections beyond the least: what a short page one has to spare. */
  readonly gap: number;
}

/** About as many stand on a line in the margin: a heading of several lines must not push the second piece down. */
const LETTERS_OF_HEADING = 16;

/**
 * A section: its heading in the margin beside the text column. The heading, the notes and the first piece stay on one
 * page together, so that no sheet ends on a heading; the pieces after them may follow on the next.
 */
export function sectionContent(part: Section, setting: Setting): Content {
  if (part.blocks.some(isWide)) return wideSection(part, setting);
  const share = part.blocks.find((block) => block.kind === 'share');
  if (share !== undefined) return sectionWithCode(part, share, setting);
  const pieces = columnPieces(part, setting);
  const notes = part.blocks.findIndex((block) => !isNote(block));
  const lines = Math.ceil(part.heading.length / LETTERS_OF_HEADING);
  const opening = pieces.slice(0, notes === -1 ? pieces.length : Math.max(notes + 1, lines));
  const others = pieces.slice(opening.length);
  return {
    stack: [
      {
        stack: [rule(setting.width), beside(pdfText(part.heading), opening)],
        unbreakable: opening.every((piece) => piece.whole),
      },
      ...others.map((piece): Content => ({ stack: [beside('', [piece])], unbreakable: piece.whole })),
    ],
    margin: [0, 0, 0, 2 + setting.gap],
  };
}

function sectionWithCode(part: Section, share: ShareBlock, setting: Setting): Content {
  const said = columnPieces(part, setting).map(({ content }) => content);
  const piece = { content: besideCode(share, said), whole: true };
  return {
    stack: [rule(setting.width), beside(pdfText(part.heading), [piece])],
    unbreakable: true,
  };
}

/** Drawings take the whole sheet: their heading stands above, and stays with the first of them. */
function wideSection(part: Section, setting: Setting): Content {
  const [opening, ...others] = part.blocks.flatMap((block) => rowsOf(block, setting));
  const noted = columnPieces(part, setting).map(({ content }) => content);
  const isFigure = part.blocks.some(({ kind }) => kind === 'figure');
  const heading: Content = { text: pdfText(part.heading), style: 'heading', margin: [0, 0, 0, 2] };
  const first = opening === undefined ? [] : [opening];
  return {
    stack: [
      {
        stack: [rule(setting.width), heading, ...(isFigure ? [...first, ...noted] : [...noted, ...first])],
        unbreakable: true,
      },
      ...others,
    ],
    margin: [0, 0, 0, 2 + setting.gap],
  };
}

function rowsOf(block: Block, { width, figure }: Setting): Content[] {
  if (block.kind === 'figure') return [figureContent(block.figure, figure)];
  if (block.kind !== 'charts') return [];
  const { charts } = block;
  return charts.flatMap((_, index) =>
    index % 2 === 0 ? [chartRow(charts.slice(index, index + 2), width)] : [],
  );
}

function columnPieces(part: Section, { width }: Setting): Piece[] {
  return part.blocks.flatMap((block) =>
    isWide(block) || block.kind === 'share' ? [] : blockPieces(block, textWidth(width)),
  );
}

function isWide(block: Block): block is WideBlock {
  return block.kind === 'charts' || block.kind === 'figure';
}

function isNote(block: Block): boolean {
  return block.kind === 'paragraph' && block.tone === 'note';
}

function beside(heading: string, pieces: readonly Piece[]): Content {
  return {
    columns: [
      { width: measures.side, text: heading, style: 'heading' },
      { width: '*', stack: pieces.map((piece) => piece.content) },
    ],
    columnGap: measures.gutter,
  };
}

export function rule(width: number): Content {
  return {
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.5, lineColor: ruleColour }],
    margin: [0, 0, 0, 3],
  };
}
