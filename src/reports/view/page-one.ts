import type { Page, PagePoint } from '../../domain/page.ts';
import type { FigureView } from '../charts/figure-view.ts';
import { splitQuestions } from './budget.ts';
import { changesTable } from './changes.ts';
import { explainedEvents, figureBlocks } from './figure-blocks.ts';
import { followUpSections } from './follow-ups.ts';
import { coverageBlocks } from './header.ts';
import { limitsOf } from './limits.ts';
import { medicineTerms } from './medicines.ts';
import { nothingToRaise } from './nothing.ts';
import { caveatOf, patternBlocks, shortQuestion } from './patterns.ts';
import { capital, counted, plainText, sentence } from './plain-text.ts';
import { claimedMetrics } from './points.ts';
import type { Room } from './room.ts';
import { shareBlocks } from './share.ts';
import { scoreTerms, symptomTerms } from './symptoms.ts';
import { type PageNews, raisedSince, urgentSection } from './urgent.ts';
import { metricLabel } from './values.ts';
import { type Block, note, type PointBlock, plain, type Section, section, type Term } from './view.ts';

/** What page one is made of, whatever room it is given. */
export interface PageOneInput {
  readonly page: Page;
  readonly news: PageNews;
  /** Those that may be told, in reading order. */
  readonly ordered: readonly PagePoint[];
  readonly figure: FigureView | undefined;
  readonly toBlock: (point: PagePoint) => PointBlock;
}

export interface PageOne {
  readonly sections: readonly Section[];
  /** Told whole: with how sure they are and what they rest on. */
  readonly inFull: ReadonlySet<PagePoint>;
  readonly movedQuestions: readonly string[];
  readonly movedFollowUps: readonly Section[];
  readonly movedLimits: readonly string[];
  readonly movedScores: readonly Term[];
}

const NOT_ENOUGH: readonly Block[] = [plain('Not enough data.')];

export function pageOne(input: PageOneInput, room: Room): PageOne {
  const { page, news, ordered, toBlock } = input;
  const urgent = ordered.filter((point) => point.section === 'urgent');
  const questions = splitQuestions(
    page.questions.map(plainText).filter((text) => text !== ''),
    room.questions,
  );
  const followUps = followUpSections(page, room.followUps);
  const limits = page.coverage.sufficient ? limitsOf(page, ordered) : [];
  const told = toldPoints(input, room);
  const lanes = room.figure ? (input.figure?.lanes ?? []) : [];
  const medicines = medicineTerms(page, room, new Set(lanes.map(({ label }) => label)));
  const further = ordered.length - urgent.length - told.shown;
  return {
    sections: [
      ...(news.raised === undefined ? [] : raisedSince(news.raised)),
      ...urgentSection(page, urgent, toBlock),
      ...section('coverage', 'Data', coverageBlocks(page, page.points.length - ordered.length, room.reasons)),
      ...section('questions', 'Patient asks', listed(questions.kept)),
      ...followUps.kept,
      ...told.changes,
      ...figureSection(input, room),
      ...section(
        'medicines',
        'Medicines',
        medicines.terms.length === 0 ? [] : [{ kind: 'terms', items: medicines.terms }],
      ),
      ...symptomSection(page, room),
      ...told.patterns,
      ...section('limits', limits.length === 0 ? 'Further' : 'Limits', [
        ...(limits.length === 0 || room.limits === 0 ? [] : [note(limits.slice(0, room.limits).join(' '))]),
        ...moreBlocks(limits.length > 0 && room.limits === 0 ? 'On page two, with' : 'On page two:', [
          [further, 'further point'],
          [questions.moved.length, 'further question'],
          [followUps.moves, 'further change'],
          [medicines.moved, 'further medicine'],
        ]),
        ...shareBlocks(news),
      ]),
    ],
    inFull: new Set([...urgent, ...told.inFull]),
    movedQuestions: questions.moved,
    movedFollowUps: followUps.moved,
    movedLimits: limits.slice(room.limits),
    movedScores: room.scores || !page.coverage.sufficient ? [] : scoreTerms(page),
  };
}

interface Told {
  readonly changes: readonly Section[];
  readonly patterns: readonly Section[];
  readonly inFull: readonly PagePoint[];
  readonly shown: number;
}

function toldPoints(input: PageOneInput, room: Room): Told {
  const { page, ordered } = input;
  if (!page.coverage.sufficient)
    return {
      changes: section('what-changed', 'What changed', NOT_ENOUGH),
      patterns: section('patterns', 'Patterns', NOT_ENOUGH),
      inFull: [],
      shown: 0,
    };
  const of = (name: PagePoint['section'], most: number) =>
    ordered.filter((point) => point.section === name).slice(0, most);
  const [changed, patterns, fresh] = [
    of('what-changed', room.changes),
    of('patterns', room.patterns),
    of('new', room.fresh),
  ];
  const table = changesTable(ordered, page, room.rows);
  const told = [...changed, ...patterns, ...fresh].map((point, place, all) => ({
    point,
    blocks: briefBlocks(input, point, {
      rows: table?.metrics ?? new Set(),
      isOneOfMany: changed.length > 1,
      said: all[place - 1]?.facts?.before,
      explained: explainedEvents(input.figure, room),
    }),
  }));
  const blocksOf = (points: readonly PagePoint[]) =>
    told.filter(({ point }) => points.includes(point)).flatMap(({ blocks }) => blocks);
  const changes = [...(table === undefined ? [] : [table.table]), ...blocksOf(changed)];
  return {
    changes: ordered.length === 0 ? nothingToRaise(page) : section('what-changed', 'What changed', changes),
    patterns: [
      ...section('patterns', 'Patterns', blocksOf(patterns)),
      ...section('new', 'New', fresh.length === 0 ? [] : [note(NEW), ...blocksOf(fresh)]),
    ],
    inFull: told.flatMap(({ point, blocks }) => (blocks.some(({ kind }) => kind === 'point') ? [point] : [])),
    shown: told.length,
  };
}

const NEW = 'Not yet seen for long; it may not last.';

interface Surroundings {
  /** The metrics that have a row in the table above. */
  readonly rows: ReadonlySet<string>;
  readonly isOneOfMany: boolean;
  /** What came before the point above: not told a second time. */
  readonly said: string | undefined;
  /** Events that have a number and a name on page one. */
  readonly explained: ReadonlySet<number>;
}

/** In short where its parts are known by rule; the words of an old page stay as they are. */
function briefBlocks(
  input: PageOneInput,
  point: PagePoint,
  { rows, isOneOfMany, said, explained }: Surroundings,
): readonly Block[] {
  const { page, toBlock } = input;
  const drawn = point.section === 'what-changed' ? undefined : patternBlocks(page, point, explained);
  if (drawn !== undefined) return drawn;
  const { facts } = point;
  if (facts === undefined) return [toBlock(point)];
  const metrics = [...new Set(claimedMetrics(page, [point]))].filter((metric) => rows.has(metric));
  const isInTable = point.section === 'what-changed' && metrics.length > 0;
  const names = capital(metrics.map((metric) => metricLabel(metric, page)).join(', '));
  const before =
    facts.before === undefined || facts.before === said
      ? undefined
      : sentence(hasLanes(input) ? facts.before.replace(/ \([^()]*\)(?= on )/, '') : facts.before);
  const what = [facts.changed, facts.since].filter((part) => part !== undefined).join(', since ');
  const caveat = point.section === 'patterns' ? caveatOf(page, point, explained) : undefined;
  return [
    {
      kind: 'brief',
      about: isInTable && isOneOfMany ? names : undefined,
      lead: isInTable
        ? before
        : [sentence(what), before, caveat].filter((part) => part !== undefined).join(' '),
      question: shortQuestion(page, point),
    },
  ];
}

/** The doses stand in the lanes of the figure. */
function hasLanes({ figure }: PageOneInput): boolean {
  return figure?.lanes.some(({ bars }) => bars.length > 0) ?? false;
}

function figureSection({ page, figure }: PageOneInput, room: Room): Section[] {
  if (!page.coverage.sufficient) return section('figure', 'Day by day', NOT_ENOUGH);
  return figure === undefined || !room.figure
    ? []
    : section('figure', 'Day by day', figureBlocks(page, figure, explainedEvents(figure, room)));
}

function symptomSection(page: Page, room: Room): Section[] {
  if (page.record === undefined) return [];
  if (!page.coverage.sufficient) return section('symptoms', 'Symptoms and function', NOT_ENOUGH);
  const items = symptomTerms(page, room);
  return section('symptoms', 'Symptoms and function', items.length === 0 ? [] : [{ kind: 'terms', items }]);
}

/** "On page two: 2 further points, 1 further question." Where the limits stand there too: "On page two, with …". */
function moreBlocks(where: string, moves: readonly (readonly [number, string])[]): Block[] {
  const parts = moves.filter(([count]) => count > 0).map(([count, noun]) => counted(count, noun));
  return parts.length === 0 ? [] : [note(`${where} ${parts.join(', ')}.`)];
}

function listed(items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}
