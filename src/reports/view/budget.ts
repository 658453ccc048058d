import type { PagePoint } from '../../domain/page.ts';
import { countWords } from './plain-text.ts';
import type { Block, Section, View } from './view.ts';

/** Page one is read in two minutes. */
export const PAGE_ONE_WORDS = 350;
/** The running foot of the sheet. */
export const FOOT_WORDS = 14;
const QUESTION_WORDS = 110;
const PATTERNS = 3;

interface Split<Item> {
  readonly kept: readonly Item[];
  readonly moved: readonly Item[];
}

export function splitQuestions(questions: readonly string[]): Split<string> {
  return fill(questions, QUESTION_WORDS, countWords);
}

/**
 * Urgent points stay on page one whatever they cost; of the others as many as fit, in reading order. `wordsWith`
 * counts the whole page as it would stand, so headings, caveats and the table are paid for exactly.
 */
export function splitPoints(
  ordered: readonly PagePoint[],
  wordsWith: (kept: readonly PagePoint[]) => number,
): Split<PagePoint> {
  const excess = new Set(ordered.filter(({ section }) => section === 'patterns').slice(PATTERNS));
  let kept = ordered.filter((point) => !excess.has(point));
  while (wordsWith(kept) + FOOT_WORDS > PAGE_ONE_WORDS) {
    const last = kept.findLastIndex(({ section }) => section !== 'urgent');
    if (last === -1) break;
    kept = kept.toSpliced(last, 1);
  }
  const keptIds = new Set(kept);
  return { kept, moved: ordered.filter((point) => !keptIds.has(point)) };
}

/** In order, up to the first that does not fit: a later, shorter one must not overtake it. */
function fill<Item>(items: readonly Item[], budget: number, wordsOf: (item: Item) => number): Split<Item> {
  let left = budget;
  const stop = items.findIndex((item) => {
    left -= wordsOf(item);
    return left < 0;
  });
  const end = stop === -1 ? items.length : stop;
  return { kept: items.slice(0, end), moved: items.slice(end) };
}

export function wordsOfSummary(view: Pick<View, 'title' | 'preamble' | 'summary'>): number {
  const texts = [view.title, ...view.preamble, ...view.summary.flatMap(stringsOfSection)];
  return texts.reduce((sum, text) => sum + countWords(text), 0);
}

function stringsOfSection(section: Section): string[] {
  return [section.heading, ...section.blocks.flatMap(stringsOfBlock)];
}

function stringsOfBlock(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [block.text];
    case 'list':
      return [...block.items];
    case 'point':
      return [block.text, `Ask: ${block.question}`, block.meta];
    case 'table':
      return [...(block.caption === undefined ? [] : [block.caption]), ...block.head, ...block.rows.flat()];
    case 'charts':
      return block.charts.flatMap((chart) => [chart.title, chart.caption]);
    case 'references':
      return block.items.map((item) => item.text);
  }
}

export function stringsOfView(view: View): string[] {
  const sections = [...view.summary, ...view.detail].flatMap(stringsOfSection);
  return [view.title, ...view.preamble, ...sections, ...view.footer];
}
