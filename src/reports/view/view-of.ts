import { isClosedReason } from '../../domain/last-visit.ts';
import type { Page, PagePoint } from '../../domain/page.ts';
import { speakablePoints } from '../../domain/topic.ts';
import { splitPoints, splitQuestions, wordsOfSummary } from './budget.ts';
import { changesTable } from './changes.ts';
import { chartsSection, detailSections } from './detail.ts';
import { followUpSections } from './follow-ups.ts';
import { coverageBlocks, footerOf, preambleOf, stampOf, titleOf } from './header.ts';
import { counted, plainText } from './plain-text.ts';
import { inReadingOrder, pointBlock, sectionsOfPoints } from './points.ts';
import { referenceNumbers } from './references.ts';
import { todaySection } from './today.ts';
import { urgentSection } from './urgent.ts';
import { type Block, note, plain, type Section, section, type View } from './view.ts';

/** The formats of a page are made one after the other, and each would put the same view together again. */
const known = new WeakMap<Page, View>();

export function viewOf(page: Page): View {
  const view = known.get(page) ?? makeView(page);
  known.set(page, view);
  return view;
}

function makeView(page: Page): View {
  const ordered = inReadingOrder(speakablePoints(page));
  const numbers = referenceNumbers(ordered, page.evidence);
  const toBlock = (point: PagePoint) => pointBlock(point, page, numbers);
  const { title, preamble, summary: opening, movedQuestions } = openingOf(page, ordered.length);
  const followUps = followUpSections(page);
  const summaryWith = (kept: readonly PagePoint[], hasTable = true): Section[] => {
    const table = hasTable ? changesTable(kept, page) : undefined;
    const moved = ordered.length - kept.length;
    return [
      ...urgentSection(page, kept, toBlock),
      ...opening,
      ...followUps.kept,
      ...sectionsOfPoints(kept, toBlock, table === undefined ? {} : { 'what-changed': [table] }),
      ...nothingToRaise(page, ordered),
      ...section(
        'more',
        'More',
        moved === 0 ? [] : [note(`${counted(moved, 'further point')} with the details below.`)],
      ),
    ];
  };
  const splitWith = (hasTable: boolean) =>
    splitPoints(ordered, (points) =>
      wordsOfSummary({ title, preamble, summary: summaryWith(points, hasTable) }),
    );
  const beside = splitWith(true);
  // The table says again what its points say: beside an urgent note it goes before they do.
  const hasTable = !isFirstChangeMoved(beside.moved, ordered);
  const { kept, moved } = hasTable ? beside : splitWith(false);
  return {
    title,
    preamble,
    summary: summaryWith(kept, hasTable),
    detail: [
      ...chartsSection(page, ordered),
      ...todaySection(page),
      ...movedQuestions,
      ...followUps.moved,
      ...sectionsOfPoints(moved, toBlock).map(furtherSection),
      ...detailSections(page, ordered, numbers),
    ],
    footer: footerOf(page),
    stamp: stampOf(page),
  };
}

function isFirstChangeMoved(moved: readonly PagePoint[], ordered: readonly PagePoint[]): boolean {
  const first = ordered.find(({ section: name }) => name === 'what-changed');
  return first !== undefined && moved.includes(first);
}

function openingOf(page: Page, shown: number) {
  const questions = splitQuestions(page.questions.map(plainText).filter((text) => text !== ''));
  const more = questions.moved.length;
  const blocks: Block[] = [
    ...(questions.kept.length === 0 ? [] : [{ kind: 'list' as const, items: questions.kept }]),
    ...(more === 0 ? [] : [note(`${counted(more, 'further question')} with the details below.`)]),
  ];
  return {
    title: titleOf(page),
    preamble: preambleOf(page),
    summary: [
      ...section('coverage', 'Data', coverageBlocks(page.coverage, page.points.length - shown)),
      ...section('questions', 'Patient\u2019s questions', blocks),
    ],
    movedQuestions: section(
      'further-questions',
      'Further questions',
      more === 0 ? [] : [{ kind: 'list', items: questions.moved }],
    ),
  };
}

function nothingToRaise(page: Page, points: readonly PagePoint[]): Section[] {
  if (points.length > 0 || !page.coverage.sufficient) return [];
  return section('nothing', 'What changed', [plain(whyNothing(page))]);
}

/** That nothing stands out is said only where nothing was found: what was talked over still does. */
function whyNothing({ findings, leftOut }: Page): string {
  if (findings.every(({ grade }) => grade === 'watch')) {
    return 'Nothing in the recorded data stands out against this person\u2019s own usual range.';
  }
  const [closed, ...others] = new Set(leftOut.map(({ reason }) => reason).filter(isClosedReason));
  if (closed === undefined)
    return 'What was found is not put to the doctor; why stands with what is left out.';
  const when = others.length > 0 ? 'closed at earlier visits.' : lowerFirst(plainText(closed));
  return `All that stands out was ${when} It is listed with what is left out.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function furtherSection(part: Section): Section {
  return { ...part, id: `further-${part.id}`, heading: `${part.heading}, further` };
}
