import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Page } from '../../domain/page.ts';
import type { ChartView } from '../charts/chart-view.ts';
import { FOOT_WORDS, PAGE_ONE_WORDS, stringsOfView, wordsOfSummary } from '../view/budget.ts';
import { countWords } from '../view/plain-text.ts';
import { type PageNews, withRaised } from '../view/urgent.ts';
import type { Section, View } from '../view/view.ts';
import { viewOf } from '../view/view-of.ts';
import { chartRow } from './blocks.ts';
import { isDrawable, mapGlyphs, missingGlyph, pdfText } from './glyphs.ts';
import { rule, sectionContent } from './section.ts';
import { contentWidth, ink, measures, pdfStyles, type SheetSize } from './styles.ts';

/** pdfmake hands this back to `pageBreakBefore`; nothing else here uses it. */
const PAGE_TWO = 2;
/** Dates along a strip, its lowest and highest value, its band; its markers are counted beside. */
const CHART_LABEL_WORDS = 13;

/** The whole sheet as data: what the tests read, and what pdfmake lays out. */
export function pdfDocument(page: Page, size: SheetSize, { raised }: PageNews = {}): TDocumentDefinitions {
  const view = withRaised(viewOf(page), raised);
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
    defaultStyle: { font: 'Roboto', fontSize: 8.8, lineHeight: 1.18, color: ink },
    styles: pdfStyles,
    content: contentOf(view, size),
    footer: (current, count) => footOf(view, current, count),
    pageBreakBefore: (node) => node.headlineLevel === PAGE_TWO && node.pageNumbers[0] === 1,
  };
}

function contentOf(view: View, size: SheetSize): Content[] {
  const width = contentWidth(size);
  const detail = view.detail.flatMap((part, index) => detailContent(part, index === 0, view, width));
  return [
    { text: pdfText(view.title), style: 'title', margin: [0, 0, 0, 4] },
    ...view.preamble.map((text): Content => ({ text: pdfText(text), style: 'preamble' })),
    { text: '', margin: [0, 0, 0, 6] },
    { stack: view.summary.map((part) => sectionContent(part, width)), style: 'summary' },
    ...detail,
    closing(view, width),
  ];
}

/** Charts follow the points onto page one as far as its words allow; everything else starts on page two. */
function detailContent(part: Section, first: boolean, view: View, width: number): Content[] {
  const charts = part.blocks.flatMap((block) => (block.kind === 'charts' ? block.charts : []));
  if (charts.length === 0) {
    const startsPageTwo = (first || isAfterCharts(part, view)) && !fitsOnePage(view);
    return [mark(sectionContent(part, width), startsPageTwo)];
  }
  const rows = inRows(charts);
  const lead = rowsOnPageOne(part, rows, view);
  const [opening, ...others] = rows.map((row) => chartRow(row, width));
  const notes = part.blocks.filter((block) => block.kind !== 'charts');
  const head = sectionContent({ ...part, blocks: notes }, width);
  const together: Content = { stack: [head, ...(opening === undefined ? [] : [opening])], unbreakable: true };
  return [mark(together, lead === 0), ...others.map((row, index) => mark(row, index + 1 === lead))];
}

function inRows(charts: readonly ChartView[]): (readonly ChartView[])[] {
  return charts.flatMap((_, index) => (index % 2 === 0 ? [charts.slice(index, index + 2)] : []));
}

function isAfterCharts(part: Section, view: View): boolean {
  return view.detail[0]?.id === 'charts' && view.detail[1] === part;
}

function rowsOnPageOne(part: Section, rows: readonly (readonly ChartView[])[], view: View): number {
  let words = wordsOfSummary(view) + FOOT_WORDS + countWords(part.heading) + wordsOfNotes(part);
  return rows.filter((row) => {
    for (const chart of row) {
      words += countWords(`${chart.title} ${chart.caption}`) + CHART_LABEL_WORDS + chart.markers.length;
    }
    return words <= PAGE_ONE_WORDS;
  }).length;
}

function wordsOfNotes(part: Section): number {
  return part.blocks.reduce(
    (sum, block) => sum + (block.kind === 'paragraph' ? countWords(block.text) : 0),
    0,
  );
}

function fitsOnePage(view: View): boolean {
  const words = stringsOfView(view).reduce((sum, text) => sum + countWords(text), 0);
  const charts = view.detail.some(({ id }) => id === 'charts');
  return !charts && words + FOOT_WORDS <= PAGE_ONE_WORDS;
}

function mark(content: Content, startsPageTwo: boolean): Content {
  return startsPageTwo ? { stack: [content], headlineLevel: PAGE_TWO } : content;
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
    margin: [measures.marginX, 14, measures.marginX, 0],
  };
}

function shorten(text: string): string {
  return text.length <= 110 ? text : `${text.slice(0, 60)} … ${text.slice(-44)}`;
}
