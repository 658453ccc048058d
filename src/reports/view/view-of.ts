import type { Page, PagePoint } from '../../domain/page.ts';
import { speakablePoints } from '../../domain/topic.ts';
import { figureOf } from '../charts/figure-of.ts';
import { PAGE_ONE_WORDS, wordsOfSummary } from './budget.ts';
import { detailSections } from './detail.ts';
import { footerOf, preambleOf, stampOf, titleOf } from './header.ts';
import { type PageOne, pageOne } from './page-one.ts';
import { inReadingOrder, pointBlock, sectionsInFull } from './points.ts';
import { referenceNumbers } from './references.ts';
import { mostCuts, type Room, roomWith } from './room.ts';
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
  const head = { title: titleOf(page), preamble: preambleOf(page), stamp: stampOf(page) };
  const input = { page, news, ordered, figure, toBlock };
  const fits = ({ sections }: PageOne) => wordsOfSummary({ ...head, summary: sections }) <= PAGE_ONE_WORDS;
  const { made, cuts } = fitWords((room) => pageOne(input, room), fits, fewestCuts);
  const others = ordered.filter((point) => !made.inFull.has(point));
  const shown = made.sections.some(({ id }) => id === 'figure') ? figure : undefined;
  const detail = [
    ...furtherQuestions(made.movedQuestions),
    ...made.movedFollowUps,
    ...sectionsInFull(others, toBlock),
    ...detailSections(page, ordered, numbers, {
      figure: shown,
      limits: made.movedLimits,
      scores: made.movedScores,
    }),
    ...todaySection(page),
  ];
  const view = { ...head, summary: made.sections, detail, footer: footerOf(page) };
  return { view, cuts };
}

/**
 * Step after step is cut until the words fit; then what was cut last, being worth the most, comes back where it fits
 * beside what else is left. A sheet that ran over needs what was cut to stay away.
 */
function fitWords(
  make: (room: Room) => PageOne,
  fits: (made: PageOne) => boolean,
  fewestCuts: number,
): { made: PageOne; cuts: number } {
  let cuts = Math.min(fewestCuts, mostCuts);
  let applied = Array.from({ length: cuts }, (_, place) => place);
  let made = make(roomWith(applied));
  while (!fits(made) && cuts < mostCuts) {
    applied.push(cuts);
    cuts += 1;
    made = make(roomWith(applied));
  }
  if (fewestCuts > 0 || !fits(made)) return { made, cuts };
  for (const step of applied.toReversed()) {
    const fewer = applied.filter((other) => other !== step);
    const fuller = make(roomWith(fewer));
    if (fits(fuller)) [applied, made] = [fewer, fuller];
  }
  return { made, cuts };
}

function furtherQuestions(items: readonly string[]): Section[] {
  return section(
    'further-questions',
    'Further questions',
    items.length === 0 ? [] : [{ kind: 'list', items }],
  );
}
