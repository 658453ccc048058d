import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Page } from '../../domain/page.ts';
import { chartColours } from '../charts/palette.ts';
import { shortened } from '../charts/text-width.ts';
import { isDrawable, mapGlyphs, missingGlyph, pdfRuns, pdfText } from '../pdf/glyphs.ts';
import { printed } from '../pdf/print.ts';
import { contentWidth, ink, measures, ruleColour, type SheetSize } from '../pdf/styles.ts';
import type { PageNews } from '../view/urgent.ts';
import type { PatientBlock, PatientSection, PatientView } from './patient-view.ts';
import { patientViewOf } from './patient-view-of.ts';
import { pictureSvg, wide } from './picture-svg.ts';

export function renderPatientPdf(
  page: Page,
  { size = 'A4', raised }: PageNews & { size?: SheetSize } = {},
): Promise<Uint8Array> {
  return printed(patientDocument(page, size, { raised }));
}

const TYPE = 14;
const FOOT = 8.5;
const PAGE_COUNT = 80;

/** The whole sheet as data: what the tests read, and what pdfmake lays out. */
export function patientDocument(
  page: Page,
  size: SheetSize,
  { raised }: PageNews = {},
): TDocumentDefinitions {
  const view = patientViewOf(page, raised);
  const width = contentWidth(size);
  return {
    pageSize: size,
    pageMargins: [measures.marginX, 40, measures.marginX, 46],
    language: 'en',
    displayTitle: true,
    info: {
      title: mapGlyphs(view.title),
      author: 'rounds',
      subject: 'What the numbers say, in plain words',
      keywords: mapGlyphs(`data ${page.dataHash}`),
      creator: 'rounds',
      producer: 'rounds',
      // The day the page speaks for, not the moment of printing: the same page is the same file.
      creationDate: new Date(`${page.asOf}T12:00:00Z`),
    },
    defaultStyle: { font: 'Roboto', fontSize: TYPE, lineHeight: 1.25, color: ink },
    content: [
      { text: pdfText(view.title), fontSize: 23, bold: true, margin: [0, 0, 0, 6] },
      ...view.opening.map((text): Content => ({ text: pdfText(text), margin: [0, 0, 0, 3] })),
      ...view.sections.map((section) => sectionContent(section, width)),
      ...missingNote(view),
    ],
    footer: (current, count): Content => ({
      columns: [
        {
          width: '*',
          text: shortened(mapGlyphs(view.footer), width - PAGE_COUNT, { size: FOOT }),
          noWrap: true,
        },
        { width: PAGE_COUNT, text: `Page ${current} of ${count}`, alignment: 'right' },
      ],
      fontSize: FOOT,
      color: chartColours.quiet,
      margin: [measures.marginX, 16, measures.marginX, 0],
    }),
  };
}

/** A heading stays with what follows it first. */
function sectionContent({ heading, blocks, isAlert }: PatientSection, width: number): Content {
  const inner = isAlert ? width - 24 : width;
  const leads = blocks.findIndex(({ kind }) => kind !== 'text') + 1;
  const opening = blocks.slice(0, leads === 0 ? blocks.length : leads);
  const head: Content = {
    stack: [
      ...(isAlert ? [] : [rule(width)]),
      { text: pdfText(heading), fontSize: 17, bold: true, margin: [0, 0, 0, 4] },
      ...opening.map((block) => blockContent(block, inner)),
    ],
    unbreakable: !isLong(opening),
  };
  const others = blocks.slice(opening.length).map((block) => blockContent(block, inner));
  const stack: Content = { stack: [head, ...others], margin: [0, 9, 0, 0] };
  return isAlert ? framed({ ...stack, margin: [0, 0, 0, 0] }) : stack;
}

/** What is longer than this may break; held together it could be taller than a sheet. */
const WHOLE_TEXT = 900;

function isLong(blocks: readonly PatientBlock[]): boolean {
  const texts = blocks.map((block) => (block.kind === 'list' ? block.items.join(' ') : block.text));
  return texts.join(' ').length > WHOLE_TEXT;
}

function blockContent(block: PatientBlock, width: number): Content {
  switch (block.kind) {
    case 'text':
      return { text: pdfRuns(block.text), bold: block.isStrong ?? false, margin: [0, 0, 0, 5] };
    case 'list':
      return {
        ul: block.items.map((item): Content => ({ text: pdfRuns(item), margin: [0, 0, 0, 3] })),
        margin: [0, 0, 0, 4],
      };
    case 'point':
      return {
        stack: [
          { text: pdfRuns(block.text), margin: [0, 0, 0, 5] },
          ...(block.picture === undefined
            ? []
            : [{ svg: mapGlyphs(pictureSvg(block.picture, wide)), width } satisfies Content]),
        ],
        unbreakable: !isLong([block]),
        margin: [0, 0, 0, 14],
      };
  }
}

function framed(content: Content): Content {
  return {
    table: { widths: ['*'], body: [[content]] },
    layout: {
      hLineWidth: () => 2,
      vLineWidth: () => 2,
      hLineColor: () => ink,
      vLineColor: () => ink,
      paddingLeft: () => 11,
      paddingRight: () => 11,
      paddingTop: () => 9,
      paddingBottom: () => 4,
    },
    margin: [0, 12, 0, 0],
  };
}

function rule(width: number): Content {
  return {
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 1, lineColor: ruleColour }],
    margin: [0, 0, 0, 6],
  };
}

function missingNote(view: PatientView): Content[] {
  if (isDrawable(JSON.stringify(view))) return [];
  return [
    {
      text: `${missingGlyph} stands for a sign that we can not print. The web page shows it.`,
      margin: [0, 10, 0, 0],
    },
  ];
}
