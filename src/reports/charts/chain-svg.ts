import type { ChainArrow, ChainView } from './chain-view.ts';
import { arrowMarkup, boxMarkup, LINE, type Rect, svgMarkup, textLines } from './markup.ts';
import { chartColours } from './palette.ts';
import { balanced, textWidth, wrapped } from './text-width.ts';

export interface ChainSize {
  readonly width: number;
  readonly font: number;
}

/** Of a printed sheet, in points; of a phone, in pixels. */
const fonts = { sheet: 7.6, phone: 12 } as const;
const NARROWEST_SHEET = 400;

export function chainSvg(chain: ChainView, width: number): string {
  return drawChain(chain, { width, font: width < NARROWEST_SHEET ? fonts.phone : fonts.sheet });
}

const NARROWEST_BOX = 6;

/** Steps one beside the other, or one below the other where there is no room for that. */
export function drawChain(chain: ChainView, size: ChainSize): string {
  const { boxWidth } = rowOf(chain, size);
  return boxWidth < NARROWEST_BOX * size.font ? stackSvg(chain, size) : rowSvg(chain, size);
}

function rowOf({ steps, arrows }: ChainView, { width, font }: ChainSize): { gap: number; boxWidth: number } {
  const gap = Math.max(font * 2, ...arrows.map(({ lag }) => textWidth(lag, { size: font }) + font * 0.7));
  return { gap, boxWidth: (width - gap * (steps.length - 1)) / steps.length };
}

/** A number and its unit stay on one line. */
function unbroken(share: string): string {
  return share.replace(/(?<=\d) (?=(?:%|[a-zA-Z°]{1,4})(?:[ :;)]|$))(?! o[fr]| on)/gu, '\u00a0');
}

/** Boxes in a row, under each arrow how often; a loop is closed below them all. */
function rowSvg(chain: ChainView, { width, font }: ChainSize): string {
  const { steps, arrows, isLoop } = chain;
  const { gap, boxWidth } = rowOf(chain, { width, font });
  const labels = steps.map(({ label }) => wrapped(label, boxWidth - font, { size: font, bold: true }));
  const boxHeight = Math.max(...labels.map((lines) => lines.length)) * font * LINE + font;
  // The words over an arrow reach above boxes of one line.
  const top = Math.max(0, font * 1.6 - boxHeight / 2);
  const middle = top + boxHeight / 2;
  const boxes = labels.map((lines, place): [Rect, string[]] => [
    { x: place * (boxWidth + gap), y: top, width: boxWidth, height: boxHeight },
    lines,
  ]);
  const between = arrows.slice(0, steps.length - 1);
  const shareWidth = boxWidth + gap - font;
  const shares = between.map(({ share = '' }) =>
    share === '' ? [] : balanced(unbroken(share), shareWidth, { size: font }),
  );
  const shareTop = top + boxHeight + font * 1.1;
  const under = Math.max(0, ...shares.map((lines) => lines.length)) * font * LINE;
  const bottom = top + boxHeight + (under === 0 ? 0 : under + font * 0.6);
  const back = isLoop
    ? backOf(arrows.at(-1), { width, font, top: bottom, from: top + boxHeight, boxWidth })
    : undefined;
  const content = [
    ...boxes.map(([rect, lines]) => `${boxMarkup(rect)}${centred(lines, rect, font)}`),
    ...between.map(({ lag }, place) => {
      const start = place * (boxWidth + gap) + boxWidth;
      const tip = start + gap - 1;
      return `${arrowMarkup([
        [start, middle],
        [tip, middle],
      ])}${textLines([lag], { x: start + gap / 2, y: middle - font * 0.9, size: font, align: 'middle', colour: chartColours.quiet })}`;
    }),
    ...shares.map((lines, place) =>
      textLines(lines, {
        x: (place + 1) * (boxWidth + gap) - gap / 2,
        y: shareTop,
        size: font,
        align: 'middle',
      }),
    ),
    back?.markup ?? '',
  ];
  return svgMarkup(width, (back?.bottom ?? bottom) + 2, content.join(''));
}

interface BackPlace {
  readonly width: number;
  readonly font: number;
  readonly top: number;
  readonly from: number;
  readonly boxWidth: number;
}

/** Close to the outer edges of the first and the last box, where no share stands above it. */
function backOf(arrow: ChainArrow | undefined, { width, font, top, from, boxWidth }: BackPlace) {
  const words = backWords(arrow);
  const inset = Math.min(boxWidth / 2, font * 1.5);
  const lines = balanced(unbroken(words), width - 4 * inset, { size: font });
  const y = top + font * 0.8;
  const bottom = y + font * 0.9 + lines.length * font * LINE;
  const path = arrowMarkup([
    [width - inset, from],
    [width - inset, y],
    [inset, y],
    [inset, from + 1],
  ]);
  return {
    markup: `${path}${textLines(lines, { x: width / 2, y: y + font, size: font, align: 'middle' })}`,
    bottom,
  };
}

function backWords(arrow: ChainArrow | undefined): string {
  const lead = ['back to the beginning', arrow?.lag ?? ''].filter((part) => part !== '').join(', ');
  return arrow?.share === undefined ? lead : `${lead}: ${arrow.share}`;
}

function centred(lines: readonly string[], { x, y, width, height }: Rect, font: number): string {
  return textLines(lines, {
    x: x + width / 2,
    y: y + height / 2 - ((lines.length - 1) / 2) * font * LINE,
    size: font,
    bold: true,
    align: 'middle',
  });
}

/** A phone writes in its own typeface, and some are wider than the one that was measured. */
const OTHER_TYPEFACE = 0.87;

/** One below the other with the words beside the arrows; a loop goes back up along the edge. */
function stackSvg({ steps, arrows, isLoop }: ChainView, { width, font }: ChainSize): string {
  const edge = isLoop ? font * 1.6 : 0;
  const boxWidth = width - edge - 2;
  const axis = edge + font * 1.5;
  const content: string[] = [];
  let y = 1;
  let firstMiddle = 0;
  let lastMiddle = 0;
  for (const [place, { label }] of steps.entries()) {
    const lines = wrapped(label, boxWidth - font, { size: font, bold: true });
    const rect = { x: edge + 1, y, width: boxWidth, height: lines.length * font * LINE + font * 0.8 };
    content.push(boxMarkup(rect), centred(lines, rect, font));
    lastMiddle = y + rect.height / 2;
    if (place === 0) firstMiddle = lastMiddle;
    y += rect.height;
    const arrow = arrows[place];
    if (arrow === undefined) continue;
    const isBack = place === steps.length - 1;
    const words = isBack
      ? backWords(arrow)
      : [arrow.lag, arrow.share ?? ''].filter((part) => part !== '').join(': ');
    const told =
      words === '' ? [] : wrapped(unbroken(words), (width - axis - font) * OTHER_TYPEFACE, { size: font });
    const height = Math.max(1, told.length) * font * LINE + font * 0.8;
    if (!isBack)
      content.push(
        arrowMarkup([
          [axis, y],
          [axis, y + height - 1],
        ]),
      );
    content.push(textLines(told, { x: isBack ? edge + 1 : axis + font, y: y + font, size: font }));
    y += height;
  }
  if (isLoop) {
    content.push(
      arrowMarkup([
        [edge + 1, lastMiddle],
        [1, lastMiddle],
        [1, firstMiddle],
        [edge, firstMiddle],
      ]),
    );
  }
  return svgMarkup(width, y + 2, content.join(''));
}
