import type { ChainView } from '../charts/chain-view.ts';
import type { FigureView } from '../charts/figure-view.ts';
import { countWords } from './plain-text.ts';
import type { Block, Section, View } from './view.ts';

/** Page one is read in two minutes. */
export const PAGE_ONE_WORDS = 350;
const QUESTION_WORDS = 110;

interface Split<Item> {
  readonly kept: readonly Item[];
  readonly moved: readonly Item[];
}

export function splitQuestions(questions: readonly string[], most: number): Split<string> {
  const end = Math.min(most, fitting(questions, QUESTION_WORDS));
  return { kept: questions.slice(0, end), moved: questions.slice(end) };
}

/** In order, up to the first that does not fit: a later, shorter one must not overtake it. */
function fitting(texts: readonly string[], budget: number): number {
  let left = budget;
  const stop = texts.findIndex((text) => {
    left -= countWords(text);
    return left < 0;
  });
  return stop === -1 ? texts.length : stop;
}

/** All that is printed on page one, the labels in its drawings and the running foot among it. */
export function wordsOfSummary(view: Pick<View, 'title' | 'preamble' | 'summary' | 'stamp'>): number {
  const drawn = view.summary.flatMap(({ blocks }) => blocks).flatMap(labelsOfBlock);
  const foot = `${view.stamp} Page 1 of 9`;
  const texts = [view.title, ...view.preamble, ...view.summary.flatMap(stringsOfSection), ...drawn, foot];
  return texts.reduce((sum, text) => sum + countWords(text), 0);
}

function labelsOfBlock(block: Block): string[] {
  switch (block.kind) {
    case 'figure':
      return labelsOfFigure(block.figure);
    case 'chain':
      return labelsOfChain(block.chain);
    default:
      return [];
  }
}

/** The days under the strips, and the lowest, the highest and the latest value beside each. */
const FIGURE_DAYS = '1 Jan 1 Feb 1 Mar';
const STRIP_ENDS = '0 10 5';

function labelsOfFigure({ strips, lanes }: FigureView): string[] {
  return [
    FIGURE_DAYS,
    ...strips.flatMap(({ name, usual }) => [name, usual, STRIP_ENDS]),
    ...lanes.flatMap(({ label, bars, marks, note = '' }) => [
      label,
      note,
      ...bars.map((bar) => bar.label),
      ...marks.map(({ number }) => String(number)),
    ]),
  ];
}

function labelsOfChain({ steps, arrows, isLoop }: ChainView): string[] {
  return [
    ...(isLoop ? ['back to the beginning'] : []),
    ...steps.map(({ label }) => label),
    ...arrows.flatMap(({ lag, share }) => [lag, ...(share === undefined ? [] : [share])]),
  ];
}

function stringsOfSection(section: Section): string[] {
  return [section.heading, ...section.blocks.flatMap(stringsOfBlock)];
}

/** What every format says; a figure and a chain are drawn in some and told in the others. */
function stringsOfBlock(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [block.text];
    case 'list':
      return [...block.items];
    case 'terms':
      return block.items.map(({ label, text }) => `${label}: ${text}`);
    case 'point':
      return [block.text, `Ask: ${block.question}`, block.meta];
    case 'brief':
      return [
        ...(block.about === undefined ? [] : [`${block.about}:`]),
        ...(block.lead === undefined ? [] : [block.lead]),
        `Ask: ${block.question}`,
      ];
    case 'table':
      return [...(block.caption === undefined ? [] : [block.caption]), ...block.head, ...block.rows.flat()];
    case 'charts':
      return block.charts.flatMap((chart) => [chart.title, chart.caption]);
    case 'references':
      return block.items.map((item) => item.text);
    case 'share':
      return [block.text];
    case 'figure':
    case 'chain':
      return [];
  }
}

export function stringsOfView(view: View): string[] {
  const sections = [...view.summary, ...view.detail].flatMap(stringsOfSection);
  return [view.title, ...view.preamble, ...sections, ...view.footer];
}
