import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Page } from '../../domain/page.ts';
import type { FigureSize } from '../charts/figure-layout.ts';
import { stringsOfView } from '../view/budget.ts';
import type { PageNews } from '../view/urgent.ts';
import type { View } from '../view/view.ts';
import { viewOf } from '../view/view-of.ts';
import { lowestFigure } from './drawn.ts';
import { isDrawable, mapGlyphs, missingGlyph, pdfText } from './glyphs.ts';
import { rule, type Setting, sectionContent } from './section.ts';
import { contentWidth, ink, measures, pdfStyles, type SheetSize } from './styles.ts';

/** How a sheet is set: what stands on page one, and how tall its figure is. */
export interface Sheet {
  readonly view: View;
  readonly figure: FigureSize;
  readonly gap: number;
  /** Page one is read standing up: as large as there is room for. */
  readonly fontSize: number;
  /** Where little is said, what belongs on page two stands below it on the one sheet. */
  readonly isOneSheet: boolean;
  /** What follows page one is set a little tighter where that saves a sheet with next to nothing on it. */
  readonly isTight: boolean;
}

export const SMALLEST_TYPE = 9.2;
const tightType = { fontSize: 8.4, lineHeight: 1.1 } as const;

/** By this name the end of page one is found again in what was laid out. */
export const END_OF_PAGE_ONE = 'end-of-page-one';
export const END_OF_DOCUMENT = 'end-of-document';

/** The whole document as data: what the tests read, and what pdfmake lays out. */
export function pdfDocument(page: Page, size: SheetSize, news: PageNews = {}): TDocumentDefinitions {
  return documentOf(page, size, {
    view: viewOf(page, news),
    figure: lowestFigure(size),
    gap: 0,
    fontSize: SMALLEST_TYPE,
    isOneSheet: false,
    isTight: false,
  });
}

export function documentOf(
  page: Page,
  size: SheetSize,
  { view, figure, gap, fontSize, isOneSheet, isTight }: Sheet,
): TDocumentDefinitions {
  const setting = { width: contentWidth(size), figure, gap: 0 };
  const [first, ...others] = [
    ...view.detail.map((part) => withType(sectionContent(part, setting), isTight)),
    closing(view, setting.width),
  ];
  return {
    ...frameOf(page, size, view),
    content: [
      ...pageOneContent(view, { ...setting, gap }, fontSize),
      ...(first === undefined ? [] : [isOneSheet || view.detail.length === 0 ? first : onPageTwo(first)]),
      ...others,
      { text: ' ', fontSize: 1, lineHeight: 1, id: END_OF_DOCUMENT },
    ],
  };
}

function withType(content: Content, isTight: boolean): Content {
  return isTight ? { stack: [content], ...tightType } : content;
}

/** Page one alone, to be measured. */
export function pageOneOf(
  page: Page,
  size: SheetSize,
  { view, figure, gap, fontSize }: Sheet,
): TDocumentDefinitions {
  const setting = { width: contentWidth(size), figure, gap };
  return { ...frameOf(page, size, view), content: pageOneContent(view, setting, fontSize) };
}

function frameOf(page: Page, size: SheetSize, view: View): Omit<TDocumentDefinitions, 'content'> {
  return {
    pageSize: size,
    pageMargins: [measures.marginX, measures.marginTop, measures.marginX, measures.marginBottom],
    language: 'en',
    displayTitle: true,
    info: {
      title: mapGlyphs(view.title),
      author: 'rounds',
      subject: 'Talking points from patient-generated data',
      keywords: mapGlyphs(`data ${page.dataHash}`),
      creator: 'rounds',
      producer: 'rounds',
      // The day the page speaks for, not the moment of printing: the same page is the same file.
      creationDate: new Date(`${page.asOf}T12:00:00Z`),
    },
    defaultStyle: { font: 'Roboto', fontSize: 8.8, lineHeight: 1.16, color: ink },
    styles: pdfStyles,
    footer: (current, count) => footOf(view, current, count),
  };
}

function pageOneContent(view: View, setting: Setting, fontSize: number): Content[] {
  return [
    { text: pdfText(view.title), style: 'title', margin: [0, 0, 0, 3] },
    ...view.preamble.map((text): Content => ({ text: pdfText(text), style: 'preamble' })),
    { text: '', margin: [0, 0, 0, 5] },
    { stack: view.summary.map((part) => sectionContent(part, setting)), fontSize, lineHeight: 1.17 },
    { text: ' ', fontSize: 1, lineHeight: 1, id: END_OF_PAGE_ONE },
  ];
}

function onPageTwo(content: Content): Content {
  return { stack: [content], pageBreak: 'before' };
}

function closing(view: View, width: number): Content {
  const texts = stringsOfView(view).every(isDrawable)
    ? view.footer
    : [
        `${missingGlyph} stands for characters this typeface cannot draw; the web page shows them.`,
        ...view.footer,
      ];
  return {
    stack: [rule(width), ...texts.map((text): Content => ({ text: pdfText(text), style: 'foot' }))],
    unbreakable: true,
    margin: [0, 2, 0, 0],
  };
}

function footOf(view: View, current: number, count: number): Content {
  return {
    columns: [
      { width: '*', text: mapGlyphs(shorten(view.stamp)), noWrap: true },
      { width: 70, text: `Page ${current} of ${count}`, alignment: 'right' },
    ],
    style: 'foot',
    margin: [measures.marginX, 12, measures.marginX, 0],
  };
}

function shorten(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 60)} … ${text.slice(-54)}`;
}
