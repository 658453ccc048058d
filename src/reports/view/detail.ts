import type { Page, PagePoint } from '../../domain/page.ts';
import type { Condition } from '../../domain/profile.ts';
import { chartViews } from '../charts/chart-view.ts';
import type { FigureView } from '../charts/figure-view.ts';
import { definitionTerms } from './definitions.ts';
import { missingNights, silentBlocks } from './header.ts';
import { labsTable } from './labs.ts';
import { medicinesTable } from './medicines.ts';
import { methodLines } from './methods.ts';
import { plainText, sentence } from './plain-text.ts';
import { referencesOf } from './references.ts';
import { toldTable } from './symptoms.ts';
import { redFlagLogSection } from './urgent.ts';
import { longDay, spellSince } from './values.ts';
import { type Block, note, type Section, section, type TableBlock, type Term } from './view.ts';

const chartsNote = 'Shaded: own usual range. Dashed: median. Gaps: no value. Numbered lines: events below.';

/** What page one shows of these, or left to page two. */
export interface PageOneLeft {
  readonly figure: FigureView | undefined;
  readonly limits: readonly string[];
  readonly scores: readonly Term[];
}

/** What page two holds beside the points: from what belongs to the person to what belongs to the method. */
export function detailSections(
  page: Page,
  points: readonly PagePoint[],
  numbers: ReadonlyMap<string, number>,
  { figure, limits, scores }: PageOneLeft,
): Section[] {
  const enough = page.coverage.sufficient;
  const references = referencesOf(numbers, page.evidence);
  const known = definitionTerms(page, points);
  return [
    ...chartsSection(page, points, figure),
    ...section('medicine-list', 'Medicines by dose', medicinesTable(page)),
    ...section('timeline', 'Medications and events', timelineBlocks(page)),
    ...section('history', 'Conditions and allergies', historyBlocks(page)),
    ...section('labs', 'Laboratory results', labsTable(page)),
    ...section('scores', 'Answered on mornings', termsOf(scores)),
    ...section('told', 'Written on mornings', toldTable(page.record?.symptoms.told ?? [])),
    ...goalsSection(page),
    ...redFlagLogSection(page),
    ...section('missing', 'Missing nights', listOf(missingNights(page.coverage))),
    ...section('further-limits', 'Further limits', listOf(limits)),
    ...section('not-seen', 'Looked for, not seen', listOf(enough ? page.notSeen.map(sentence) : [])),
    ...section('left-out', 'Left out', listOf(enough ? leftOutOf(page) : [])),
    ...section('silent', 'Could not report', silentBlocks(page)),
    ...section('definitions', 'Definitions', enough ? termsOf(known) : []),
    ...section('methods', 'Methods', listOf(enough && points.length > 0 ? methodLines : [])),
    ...section(
      'references',
      'References',
      references.length > 0 ? [{ kind: 'references', items: references }] : [],
    ),
  ];
}

/** What the figure of page one shows already is not shown again. */
function chartsSection(page: Page, points: readonly PagePoint[], figure: FigureView | undefined): Section[] {
  const shown = new Set(figure?.strips.map(({ metric }) => metric));
  const charts = page.coverage.sufficient
    ? chartViews(page, points).filter(({ metric }) => !shown.has(metric))
    : [];
  return charts.length === 0
    ? []
    : section('charts', 'Further strips', [note(chartsNote), { kind: 'charts', charts }]);
}

function timelineBlocks(page: Page): TableBlock[] {
  if (page.timeline.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: undefined,
      head: ['No.', 'Day', 'Event'],
      rows: page.timeline.map((event, index) => [
        String(index + 1),
        longDay(event.day),
        plainText(event.label),
      ]),
      widths: [8, 24, 68],
    },
  ];
}

function historyBlocks({ record }: Page): Block[] {
  const [conditions, allergies] = [record?.conditions ?? [], record?.allergies ?? []];
  return termsOf([
    ...(conditions.length === 0
      ? []
      : [{ label: 'Conditions', text: `${conditions.map(sinceOf).join('; ')}.` }]),
    ...(allergies.length === 0
      ? []
      : [
          {
            label: 'Allergies',
            text: `${allergies
              .map((allergy) => {
                const { reaction } = allergy;
                return `${sinceOf(allergy)}${reaction === undefined ? '' : `: ${plainText(reaction)}`}`;
              })
              .join('; ')}.`,
          },
        ]),
  ]);
}

function sinceOf({ name, since }: Condition): string {
  return `${plainText(name)}${since === undefined ? '' : ` (since ${spellSince(since)})`}`;
}

function goalsSection({ record, coverage }: Page): Section[] {
  const goals = coverage.sufficient ? (record?.goals ?? []) : [];
  return section('goals', 'Goals', listOf(goals.map(({ text }) => plainText(text))));
}

function leftOutOf(page: Page): string[] {
  return page.leftOut.map(({ summary, reason }) => `${sentence(summary)} Reason: ${sentence(reason)}`);
}

function listOf(items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

function termsOf(items: readonly Term[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'terms', items }];
}
