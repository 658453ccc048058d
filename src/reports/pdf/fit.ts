import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Page } from '../../domain/page.ts';
import { rooms } from '../view/room.ts';
import type { PageNews } from '../view/urgent.ts';
import { type FittedView, fittedView } from '../view/view-of.ts';
import { END_OF_PAGE_ONE, pageOneOf, type Sheet } from './document.ts';
import { figureFor, lowestFigure } from './drawn.ts';
import { contentBottom, type SheetSize } from './styles.ts';

/**
 * Page one as it fits one sheet: laid out with its figure at the lowest, cut step by step while it runs over, and the
 * figure then given what is left. Where red flags alone are longer than a sheet, nothing is left to cut and they run on.
 */
export async function fitSheet(page: Page, size: SheetSize, news: PageNews): Promise<Sheet> {
  const figure = lowestFigure(size);
  let fitted = fittedView(page, news);
  let spare = await spareOf(page, size, { ...fitted, figure });
  while (spare < 0 && fitted.cuts < rooms.length - 1) {
    fitted = fittedView(page, news, fitted.cuts + 1);
    spare = await spareOf(page, size, { ...fitted, figure });
  }
  return { view: fitted.view, figure: figureOnSheet(fitted, size, spare) };
}

function figureOnSheet({ view }: FittedView, size: SheetSize, spare: number) {
  const drawn = view.summary.flatMap(({ blocks }) => blocks).find(({ kind }) => kind === 'figure');
  return drawn?.kind === 'figure' && spare > 0 ? figureFor(drawn.figure, size, spare) : lowestFigure(size);
}

/** Points between the end of page one and the foot of the sheet; below zero where it runs onto the next. */
async function spareOf(page: Page, size: SheetSize, sheet: Sheet): Promise<number> {
  const end = await endOfPageOne(pageOneOf(page, size, sheet));
  return end.pageNumber > 1 ? -1 : contentBottom(size) - end.top;
}

interface Place {
  readonly pageNumber: number;
  readonly top: number;
}

/** Laid out is what is asked; drawn it would cost ten times as much, so the layout stops there. */
class LaidOut extends Error {
  readonly end: Place;

  constructor(end: Place) {
    super('Page one is laid out.');
    this.end = end;
  }
}

async function endOfPageOne(definition: TDocumentDefinitions): Promise<Place> {
  const measured: TDocumentDefinitions = {
    ...definition,
    pageBreakBefore: ({ id, startPosition }) => {
      if (id === END_OF_PAGE_ONE) throw new LaidOut(startPosition);
      return false;
    },
  };
  try {
    await pdfmake.createPdf(measured).getStream();
  } catch (error) {
    if (error instanceof LaidOut) return error.end;
    throw error;
  }
  throw new RangeError('Page one has no end.');
}
