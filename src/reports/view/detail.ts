import type { Page, PagePoint } from '../../domain/page.ts';
import { type ChartView, chartViews } from '../charts/chart-view.ts';
import { silentBlocks } from './header.ts';
import { capital, plainText, sentence } from './plain-text.ts';
import { referencesOf } from './references.ts';
import { redFlagLogSection } from './urgent.ts';
import { longDay } from './values.ts';
import { type Block, note, type Section, section } from './view.ts';

const chartsNote = 'Shaded: own usual range. Dashed: median. Gaps: no value. Numbered lines: events below.';

export function chartsSection(page: Page, points: readonly PagePoint[]): Section[] {
  const charts: readonly ChartView[] = page.coverage.sufficient ? chartViews(page, points) : [];
  return charts.length === 0
    ? []
    : section('charts', 'Day by day', [note(chartsNote), { kind: 'charts', charts }]);
}

export function detailSections(
  page: Page,
  points: readonly PagePoint[],
  numbers: ReadonlyMap<string, number>,
): Section[] {
  const enough = page.coverage.sufficient;
  const references = referencesOf(numbers, page.evidence);
  return [
    ...section(
      'plain-words',
      'In plain words',
      listOf(points.flatMap(({ plain }) => (plain === undefined ? [] : plainText(plain)))),
    ),
    ...redFlagLogSection(page),
    ...section('timeline', 'Medications and events', timelineBlocks(page)),
    ...section('limits', 'Limits', listOf(limitsOf(page, points))),
    ...section('not-seen', 'Looked for, not seen', listOf(enough ? page.notSeen.map(sentence) : [])),
    ...section('left-out', 'Left out', listOf(enough ? leftOutOf(page) : [])),
    ...section('silent', 'Could not report', silentBlocks(page)),
    ...section(
      'references',
      'References',
      references.length > 0 ? [{ kind: 'references', items: references }] : [],
    ),
  ];
}

function timelineBlocks(page: Page): Block[] {
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

/** Findings carry what speaks against them; only those that a point on the page builds on are told. */
function limitsOf(page: Page, points: readonly PagePoint[]): string[] {
  const claimed = new Set(points.flatMap(({ claims }) => claims));
  const limits = page.findings.filter(({ id }) => claimed.has(id)).flatMap((finding) => finding.limits);
  return [...new Set(limits.map((limit) => capital(sentence(limit))))];
}

function leftOutOf(page: Page): string[] {
  return page.leftOut.map(({ summary, reason }) => `${sentence(summary)} Reason: ${sentence(reason)}`);
}

function listOf(items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}
