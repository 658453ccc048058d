import type { Column, Content } from 'pdfmake/interfaces.js';
import { chainSvg } from '../charts/chain-svg.ts';
import type { ChainView } from '../charts/chain-view.ts';
import type { ChartView } from '../charts/chart-view.ts';
import { type FigureSize, layoutOf, sheetFigure } from '../charts/figure-layout.ts';
import { figureSvg } from '../charts/figure-svg.ts';
import type { FigureView } from '../charts/figure-view.ts';
import { qrSvg } from '../charts/qr-svg.ts';
import { stripSize } from '../charts/strip-option.ts';
import { stripSvg } from '../charts/svg.ts';
import type { ShareBlock } from '../view/view.ts';
import { pdfText } from './glyphs.ts';
import { contentWidth, type SheetSize } from './styles.ts';

const STRIP_GAP = 20;
/** Modules of some four tenths of a millimetre: what a phone reads off paper at arm's length. */
const QR_WIDTH = 64;
const HEIGHTS = [250, 235, 220, 205, 190, 175, 160, 145, 130] as const;

/** The same objects each time, since drawings are kept by their size. */
const figureSizes: Record<SheetSize, readonly FigureSize[]> = {
  A4: sizesFor(contentWidth('A4')),
  LETTER: sizesFor(contentWidth('LETTER')),
};

function sizesFor(width: number): FigureSize[] {
  return HEIGHTS.map((tallest) => ({ ...sheetFigure, width, tallest }));
}

export function lowestFigure(size: SheetSize): FigureSize {
  return figureSizes[size].at(-1) ?? sheetFigure;
}

/** The tallest that needs no more than so much above the lowest. */
export function figureFor(figure: FigureView, size: SheetSize, spare: number): FigureSize {
  const lowest = lowestFigure(size);
  const room = layoutOf(figure, lowest).height + spare;
  return figureSizes[size].find((one) => layoutOf(figure, one).height <= room) ?? lowest;
}

export function figureContent(figure: FigureView, size: FigureSize): Content {
  return { svg: figureSvg(figure, size), width: size.width, margin: [0, 0, 0, 2] };
}

export function chainContent(chain: ChainView, width: number): Content {
  return { svg: chainSvg(chain, width), width, margin: [0, 0, 0, 2] };
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

/** The code stands at the right, beside whatever its section says. */
export function besideCode({ url, text }: ShareBlock, said: readonly Content[]): Content {
  return {
    columns: [
      { width: '*', stack: [...said, { text: pdfText(text), style: 'note' }] },
      { width: QR_WIDTH, svg: qrSvg(url) },
    ],
    columnGap: 10,
  };
}
