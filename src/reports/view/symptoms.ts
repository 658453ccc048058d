import type { GoalProgress } from '../../domain/goal-progress.ts';
import type { Page } from '../../domain/page.ts';
import type { ScoreSummary, ToldSymptom, UsualRange } from '../../domain/page-record.ts';
import { capital, counted, plainText } from './plain-text.ts';
import type { Room } from './room.ts';
import {
  dayRange,
  formatNumber,
  formatRange,
  formatValue,
  metricLabel,
  shortDay,
  withUnitOf,
} from './values.ts';
import type { TableBlock, Term } from './view.ts';

export const ENOUGH_VALUES = 28;
/** As the catalogue of check-ins has it: two weeks, short enough to be "now". */
const LATELY = 'Last 14 days';
const reporters = { self: 'own words', caregiver: 'caregiver' } as const;

export function symptomTerms(page: Page, room: Pick<Room, 'scores' | 'told' | 'goals'>): Term[] {
  const { record } = page;
  if (record === undefined) return [];
  const { told } = record.symptoms;
  const shown = told
    .slice(0, room.told)
    .map((symptom) => `${quoted(symptom.text)} ${counted(symptom.days, 'day')}`);
  return [
    ...(room.scores ? scoreTerms(page) : []),
    ...(shown.length === 0 ? [] : [{ label: 'Written most', text: `${shown.join('; ')}.` }]),
    ...record.goals
      .slice(0, room.goals)
      .map((progress) => ({ label: 'Goal', text: goalInShort(progress, page) })),
  ];
}

/** How the mornings of the last two weeks were answered. */
export function scoreTerms(page: Page): Term[] {
  const scores = page.record?.symptoms.scores ?? [];
  if (scores.length === 0) return [];
  const text = `${scores.map((score) => scoreText(score, page)).join('; ')}.`;
  return [{ label: `${LATELY}, median (usual)`, text }];
}

/** "fatigue 6 (2–5)" */
function scoreText({ metric, median, days, usual }: ScoreSummary, page: Page): string {
  const few = days < FEWEST_DAYS ? ` on ${counted(days, 'day')}` : '';
  return `${metricLabel(metric, page)} ${formatScore(metric, median, page)}${few} (${usualText(usual, page)})`;
}

/** Half of fourteen: fewer days are said with the median. */
const FEWEST_DAYS = 7;

/** A median of two whole answers can lie between them. */
function formatScore(metric: string, median: number, page: Page): string {
  return Number.isInteger(median) ? formatValue(metric, median, page) : String(Math.round(median * 10) / 10);
}

export function usualText(usual: UsualRange | undefined, page: Page): string {
  if (usual === undefined) return 'not enough data';
  if (usual.values < ENOUGH_VALUES) return `not enough data: ${counted(usual.values, 'value')}`;
  return formatRange(usual.metric, usual.low, usual.high, page);
}

const verdicts: Readonly<Record<GoalProgress['verdict'], string>> = {
  reached: 'reached',
  nearing: 'coming nearer',
  'no-trend': 'not there yet',
  'moving-away': 'going the other way',
  'not-reached': 'not reached in time',
  'not-enough-data': 'not enough data',
};

/** "sleep efficiency ≥ 82 % by 5 Jan: now 80 %, not there yet." In full it stands on page two. */
function goalInShort({ goal, now, verdict }: GoalProgress, page: Page): string {
  const { metric, comparator, target, by } = goal;
  const shown = (value: number) => withUnitOf(metric, formatDecimals(value), page);
  const when = page.asOf > by ? 'then' : 'now';
  const level = now === undefined ? '' : `${when} ${shown(now.median)}, `;
  const bound = comparator === '>=' ? '≥' : '≤';
  return `${metricLabel(metric, page)} ${bound} ${shown(target)} by ${shortDay(by)}: ${level}${verdicts[verdict]}.`;
}

/** As many decimals as it was told with. */
function formatDecimals(value: number): string {
  return formatNumber(value, String(value).split('.')[1]?.length ?? 0);
}

/** In the words of whoever wrote it: quoted, so that nobody takes it for a finding. */
function quoted(text: string): string {
  return `\u201c${plainText(text).replace(/[\u201c\u201d"]/g, '\u2019')}\u201d`;
}

export function toldTable(told: readonly ToldSymptom[]): TableBlock[] {
  if (told.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: undefined,
      head: ['Written', 'By', 'Days', 'When'],
      rows: told.map(({ text, days, first, last, reporters: by }) => [
        quoted(text),
        capital(by.map((reporter) => reporters[reporter]).join(', ')),
        String(days),
        dayRange(first, last),
      ]),
      widths: [46, 26, 8, 20],
      numeric: [2],
    },
  ];
}
