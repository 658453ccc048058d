import type { Page } from '../../domain/page.ts';
import { layoutOf } from '../charts/figure-layout.ts';
import { mostCuts } from '../view/room.ts';
import type { PageNews } from '../view/urgent.ts';
import type { View } from '../view/view.ts';
import { fittedView } from '../view/view-of.ts';
import {
  documentOf,
  END_OF_DOCUMENT,
  END_OF_PAGE_ONE,
  pageOneOf,
  type Sheet,
  SMALLEST_TYPE,
} from './document.ts';
import { figureFor, lowestFigure } from './drawn.ts';
import { placeOf } from './print.ts';
import { contentBottom, type SheetSize } from './styles.ts';

/** Tried from the largest: page one is read standing up. */
const LARGER_TYPES = [10.4, 9.8] as const;
/** What the figure gains by is worth more than larger type. */
const FIGURE_GROWS_BY = 70;
/** With a third of the sheet to spare, the rest may find room on it. */
const LITTLE_SAID = 250;

export async function fitSheet(page: Page, size: SheetSize, news: PageNews): Promise<Sheet> {
  const sheet = await fitPageOne(page, size, news);
  if (sheet.isOneSheet) return sheet;
  const end = await placeOf(documentOf(page, size, sheet), END_OF_DOCUMENT);
  if (end.pageNumber <= 2 || end.top > LITTLE_LEFT * contentBottom(size)) return sheet;
  const tight = { ...sheet, isTight: true };
  const tighter = await placeOf(documentOf(page, size, tight), END_OF_DOCUMENT);
  return tighter.pageNumber < end.pageNumber ? tight : sheet;
}

/** A last sheet filled less than this is better done without, where a little less space elsewhere does it. */
const LITTLE_LEFT = 0.4;

/**
 * Page one as it fits one sheet: laid out with its figure at the lowest, cut step by step while it runs over, and what
 * is left then given to its type, its figure and the space between its sections. Where red flags alone are longer than
 * a sheet, nothing is left to cut and they run on.
 */
async function fitPageOne(page: Page, size: SheetSize, news: PageNews): Promise<Sheet> {
  const least = {
    figure: lowestFigure(size),
    gap: 0,
    fontSize: SMALLEST_TYPE,
    isOneSheet: false,
    isTight: false,
  };
  let fitted = fittedView(page, news);
  let spare = await spareOf(page, size, { ...least, view: fitted.view });
  while (spare < 0 && fitted.cuts < mostCuts) {
    fitted = fittedView(page, news, fitted.cuts + 1);
    spare = await spareOf(page, size, { ...least, view: fitted.view });
  }
  const { view } = fitted;
  const together = { ...least, view, isOneSheet: true };
  if (spare > LITTLE_SAID && (await isOneSheet(page, size, together))) return together;
  for (const fontSize of spare < FIGURE_GROWS_BY ? [] : LARGER_TYPES) {
    const left = await spareOf(page, size, { ...least, view, fontSize });
    if (left >= FIGURE_GROWS_BY) return { ...least, view, fontSize, ...spread(view, size, left) };
  }
  return { ...least, view, ...spread(view, size, spare) };
}

const WIDEST_GAP = 10;
/** Layouts differ by hairs where heights are added in another order. */
const SLACK = 2;

/** The figure gets what is left, and what it does not need goes between the sections. */
function spread({ summary }: View, size: SheetSize, spare: number): Pick<Sheet, 'figure' | 'gap'> {
  const lowest = lowestFigure(size);
  const drawn = summary.flatMap(({ blocks }) => blocks).find(({ kind }) => kind === 'figure');
  const left = Math.max(0, spare - SLACK);
  const figure = drawn?.kind === 'figure' ? figureFor(drawn.figure, size, left) : lowest;
  const taken =
    drawn?.kind === 'figure'
      ? layoutOf(drawn.figure, figure).height - layoutOf(drawn.figure, lowest).height
      : 0;
  return { figure, gap: Math.min(WIDEST_GAP, Math.max(0, left - taken) / Math.max(1, summary.length)) };
}

async function isOneSheet(page: Page, size: SheetSize, sheet: Sheet): Promise<boolean> {
  const end = await placeOf(documentOf(page, size, sheet), END_OF_DOCUMENT);
  return end.pageNumber === 1;
}

/** Points between the end of page one and the foot of the sheet; below zero where it runs onto the next. */
async function spareOf(page: Page, size: SheetSize, sheet: Sheet): Promise<number> {
  const end = await placeOf(pageOneOf(page, size, sheet), END_OF_PAGE_ONE);
  return end.pageNumber > 1 ? -1 : contentBottom(size) - end.top;
}
