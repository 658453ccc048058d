import type { NullRow } from './null-table.ts';
import type { RecallRow } from './planted-table.ts';
import { addRates, type Rate, share, spellRate, standardError } from './rates.ts';
import type { TextTable } from './text-table.ts';
import type { YearRow } from './year-table.ts';

/** One line that the engine is held to. */
export interface JudgedLine {
  readonly name: string;
  readonly rate: Rate;
  readonly bound: number;
  readonly side: 'at least' | 'at most';
}

const heldScenarios = ['autocorrelated', 'weekday'];
/** What one family of claims may cost, and all of them together. */
const PER_KIND = 0.05;
const ANY_KIND = 0.12;
const PER_YEAR = 0.1;

export function judgedLines(
  nulls: readonly NullRow[],
  recalls: readonly RecallRow[],
  years: readonly YearRow[],
): JudgedLine[] {
  return [...nullLines(nulls), ...yearLines(years), ...recallLines(recalls)];
}

function nullLines(rows: readonly NullRow[]): JudgedLine[] {
  return rows
    .filter(({ scenario }) => heldScenarios.includes(scenario))
    .flatMap(({ scenario, days, byKind, anyFalse }) => {
      const name = `null ${scenario} ${days} d`;
      const worst = Object.entries(byKind).reduce((most, one) =>
        share(one[1]) > share(most[1]) ? one : most,
      );
      return [
        {
          name: `${name}: worst kind (${worst[0]})`,
          rate: worst[1],
          bound: PER_KIND,
          side: 'at most' as const,
        },
        { name: `${name}: any kind`, rate: anyFalse, bound: ANY_KIND, side: 'at most' as const },
      ];
    });
}

function yearLines(rows: readonly YearRow[]): JudgedLine[] {
  return rows
    .filter(({ scenario }) => heldScenarios.includes(scenario))
    .map(({ scenario, replicated }) => ({
      name: `null ${scenario}: replicated at any of a year's looks`,
      rate: replicated,
      bound: PER_YEAR,
      side: 'at most' as const,
    }));
}

interface Asked {
  readonly name: string;
  readonly scenario: string;
  readonly days: number;
  readonly label: RegExp;
  readonly bound: number;
  readonly of?: 'found' | 'onset' | 'cut';
}

const asked: readonly Asked[] = [
  {
    name: 'strong chain: both links, 180 d',
    scenario: 'chain',
    days: 180,
    label: /^all links$/,
    bound: 0.95,
  },
  {
    name: 'strong chain: told as a chain, 180 d',
    scenario: 'chain',
    days: 180,
    label: /^chain told$/,
    bound: 0.95,
  },
  {
    name: 'story chain: told as a chain, 180 d',
    scenario: 'story',
    days: 180,
    label: /^chain told$/,
    bound: 0.95,
  },
  { name: 'story threshold: found, 180 d', scenario: 'story', days: 180, label: /^threshold$/, bound: 0.95 },
  {
    name: 'story threshold: within 2.5 points',
    scenario: 'story',
    days: 180,
    label: /^threshold$/,
    bound: 0.7,
    of: 'cut',
  },
  {
    name: 'fall of deep sleep: found',
    scenario: 'fall',
    days: 180,
    label: /^fall of deep sleep$/,
    bound: 0.92,
  },
  {
    name: 'fall of deep sleep: onset within 3 d',
    scenario: 'fall',
    days: 180,
    label: /^fall of deep sleep$/,
    bound: 0.85,
    of: 'onset',
  },
  {
    name: 'rise of resting heart rate',
    scenario: 'fall',
    days: 180,
    label: /^rise of heart rate$/,
    bound: 0.6,
  },
  {
    name: 'improvement after a timing change',
    scenario: 'improvement',
    days: 180,
    label: /^improvement$/,
    bound: 0.65,
  },
  { name: "three weeks' decline", scenario: 'decline', days: 180, label: /^decline$/, bound: 0.55 },
  { name: 'fever by the second night', scenario: 'fever', days: 120, label: /^fever/, bound: 1 },
];

function recallLines(rows: readonly RecallRow[]): JudgedLine[] {
  return asked.flatMap(({ name, scenario, days, label, bound, of = 'found' }) =>
    ['plain', 'moderate'].flatMap((noise) => {
      const matching = rows.filter(
        (row) => row.scenario === `${scenario}/${noise}` && row.days === days && label.test(row.label),
      );
      const rates = matching.flatMap((row) => {
        if (of === 'onset') return row.onset?.within3 ?? [];
        return of === 'cut' ? (row.cut?.within ?? []) : row.found;
      });
      if (rates.length === 0) return [];
      return [{ name: `${name} (${noise})`, rate: addRates(rates), bound, side: 'at least' as const }];
    }),
  );
}

export function holds({ rate, bound, side }: JudgedLine): boolean {
  return side === 'at least' ? share(rate) >= bound : share(rate) <= bound;
}

/** Broken by more than chance explains: two standard errors past the bound. */
export function isBroken(line: JudgedLine): boolean {
  const excess = line.side === 'at least' ? line.bound - share(line.rate) : share(line.rate) - line.bound;
  return excess > 2 * standardError(line.rate);
}

export function judgedTable(lines: readonly JudgedLine[]): TextTable {
  return {
    title: 'What the engine is held to',
    header: ['line', 'measured %', 'bound %', 'holds'],
    rows: lines.map((line) => [
      line.name,
      spellRate(line.rate),
      `${line.side === 'at least' ? '≥' : '≤'} ${(100 * line.bound).toFixed(0)}`,
      holds(line) ? 'yes' : isBroken(line) ? 'NO' : 'no, within 2 SE',
    ]),
  };
}
