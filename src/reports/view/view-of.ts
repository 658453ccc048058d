import type { Page, PagePoint } from '../../domain/page.ts';
import { speakablePoints } from '../../domain/topic.ts';
import { figureOf } from '../charts/figure-of.ts';
import { FOOT_WORDS, PAGE_ONE_WORDS, wordsOfSummary } from './budget.ts';
import { detailSections } from './detail.ts';
import { footerOf, preambleOf, stampOf, titleOf } from './header.ts';
import { type PageOne, pageOne } from './page-one.ts';
import { inReadingOrder, pointBlock, sectionsInFull } from './points.ts';
import { referenceNumbers } from './references.ts';
import { rooms } from './room.ts';
import { todaySection } from './today.ts';
import type { PageNews } from './urgent.ts';
import { type Section, section, type View } from './view.ts';

/** The view, and how many steps page one was cut by. */
export interface FittedView {
  readonly view: View;
  readonly cuts: number;
}

/** The formats of a page are made one after the other, and each would put the same view together again. */
const known = new WeakMap<Page, View>();

export function viewOf(page: Page, { raised, share }: PageNews = {}): View {
  if (raised !== undefined || share !== undefined) return fittedView(page, { raised, share }).view;
  const view = known.get(page) ?? fittedView(page).view;
  known.set(page, view);
  return view;
}

/** Page one as full as its words allow; a sheet too small for that asks again with more cuts. */
export function fittedView(page: Page, news: PageNews = {}, fewestCuts = 0): FittedView {
  const ordered = inReadingOrder(speakablePoints(page));
  const numbers = referenceNumbers(ordered, page.evidence);
  const toBlock = (point: PagePoint) => pointBlock(point, page, numbers);
  const figure = figureOf(page, ordered);
  const [title, preamble] = [titleOf(page), preambleOf(page)];
  const input = { page, news, ordered, figure, toBlock };
  const fits = ({ sections }: PageOne) =>
    wordsOfSummary({ title, preamble, summary: sections }) + FOOT_WORDS <= PAGE_ONE_WORDS;
  let cuts = Math.min(fewestCuts, rooms.length - 1);
  let made = pageOne(input, roomAt(cuts));
  while (!fits(made) && cuts < rooms.length - 1) {
    cuts += 1;
    made = pageOne(input, roomAt(cuts));
  }
  const others = ordered.filter((point) => !made.inFull.has(point));
  const shown = made.sections.some(({ id }) => id === 'figure') ? figure : undefined;
  const detail = [
    ...furtherQuestions(made.movedQuestions),
    ...made.movedFollowUps,
    ...sectionsInFull(others, toBlock),
    ...detailSections(page, ordered, numbers, shown),
    ...todaySection(page),
  ];
  const view = {
    title,
    preamble,
    summary: made.sections,
    detail,
    footer: footerOf(page),
    stamp: stampOf(page),
  };
  return { view, cuts };
}

function roomAt(cuts: number) {
  const room = rooms[cuts];
  if (room === undefined) throw new RangeError('There are no more cuts than that.');
  return room;
}

function furtherQuestions(items: readonly string[]): Section[] {
  return section(
    'further-questions',
    'Further questions',
    items.length === 0 ? [] : [{ kind: 'list', items }],
  );
}
