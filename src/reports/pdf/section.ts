import type { Content } from 'pdfmake/interfaces.js';
import type { Block, Section } from '../view/view.ts';
import { blockPieces, type Piece } from './blocks.ts';
import { pdfText } from './glyphs.ts';
import { measures, ruleColour } from './styles.ts';

/**
 * A section: its heading in the margin beside the text column. The heading, the notes and the first piece stay on one
 * page together, so that no sheet ends on a heading; the pieces after them may follow on the next.
 */
export function sectionContent(part: Section, width: number): Content {
  const pieces = part.blocks.flatMap((block) => (block.kind === 'charts' ? [] : blockPieces(block)));
  const notes = part.blocks.findIndex((block) => !isNote(block));
  const opening = pieces.slice(0, notes === -1 ? pieces.length : notes + 1);
  const others = pieces.slice(opening.length);
  return {
    stack: [
      {
        stack: [rule(width), beside(pdfText(part.heading), opening)],
        unbreakable: opening.every((piece) => piece.whole),
      },
      ...others.map((piece): Content => ({ stack: [beside('', [piece])], unbreakable: piece.whole })),
    ],
    margin: [0, 0, 0, 3],
  };
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
    margin: [0, 0, 0, 4],
  };
}
