import type { Page } from '../../domain/page.ts';
import type { ScoreSummary, ToldSymptom, UsualRange } from '../../domain/page-record.ts';
import { capital, counted, plainText } from './plain-text.ts';
import type { Room } from './room.ts';
import { dayRange, formatRange, formatValue, metricLabel } from './values.ts';
import type { TableBlock, Term } from './view.ts';

export const ENOUGH_VALUES = 28;
/** As the catalogue of check-ins has it: two weeks, short enough to be "now". */
const LATELY = 'Last 14 days';
const reporters = { self: 'own words', caregiver: 'caregiver' } as const;

export function symptomTerms(page: Page, room: Pick<Room, 'scores' | 'told' | 'goals'>): Term[] {
  const { record } = page;
  if (record === undefined) return [];
  const { scores, told } = record.symptoms;
  const shown = told
    .slice(0, room.told)
    .map((symptom) => `${quoted(symptom.text)} ${counted(symptom.days, 'day')}`);
  return [
    ...(scores.length === 0 || !room.scores
      ? []
      : [
          {
            label: `${LATELY}, median (usual)`,
            text: `${scores.map((score) => scoreText(score, page)).join('; ')}.`,
          },
        ]),
    ...(shown.length === 0 ? [] : [{ label: 'Written most', text: `${shown.join('; ')}.` }]),
    ...record.goals.slice(0, room.goals).map(({ text }) => ({ label: 'Goal', text: plainText(text) })),
  ];
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
      widths: [50, 20, 10, 20],
      numeric: [2],
    },
  ];
}
