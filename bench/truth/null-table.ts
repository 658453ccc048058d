import { groupBy } from './group-by.ts';
import { isFalse, type Outcome } from './outcome.ts';
import { addRates, type Rate, rateOf, spellRate } from './rates.ts';
import { getScenario } from './scenarios.ts';
import type { TextTable } from './text-table.ts';

export const claimKinds = [
  'deviation',
  'shift',
  'drift',
  'link lagged',
  'link same day',
  'rule',
  'chain',
  'event-effect',
  'lab-link',
  'discordance',
] as const;

export interface NullRow {
  readonly scenario: string;
  readonly days: number;
  readonly byKind: Readonly<Record<string, Rate>>;
  /** Any claim at all; any claim that is false (a true change of level is none); any false replicated one. */
  readonly anyClaim: Rate;
  readonly anyFalse: Rate;
  readonly replicated: Rate;
}

export function nullRows(outcomes: readonly Outcome[]): NullRow[] {
  return cells(outcomes.filter(({ task }) => task.looks === undefined && isNull(task.scenario))).map(toRow);
}

export function isNull(scenario: string): boolean {
  return getScenario(scenario).group === 'null';
}

/** Outcomes of one scenario and length, in the order of their first person. */
export function cells(outcomes: readonly Outcome[]): Outcome[][] {
  return [...groupBy(outcomes, ({ task }) => `${task.scenario} ${task.days}`).values()];
}

function toRow(cell: readonly Outcome[]): NullRow {
  const { scenario, days } = (cell[0] as Outcome).task;
  const falseOf = (kind: string) =>
    rateOf(cell, ({ claims }) => claims.some((claim) => claim.kind === kind && isFalse(claim)));
  return {
    scenario,
    days,
    byKind: Object.fromEntries(claimKinds.map((kind) => [kind, falseOf(kind)])),
    anyClaim: rateOf(cell, ({ claims }) => claims.length > 0),
    anyFalse: rateOf(cell, ({ claims }) => claims.some(isFalse)),
    replicated: rateOf(cell, ({ claims }) =>
      claims.some((claim) => claim.grade === 'replicated' && isFalse(claim)),
    ),
  };
}

export function nullTable(rows: readonly NullRow[]): TextTable {
  const shown = claimKinds.filter((kind) => rows.some(({ byKind }) => (byKind[kind]?.hits ?? 0) > 0));
  const toCells = (name: string, days: string, row: Omit<NullRow, 'scenario' | 'days'>) => [
    name,
    days,
    ...shown.map((kind) => spellRate(row.byKind[kind] as Rate)),
    spellRate(row.anyFalse),
    spellRate(row.anyClaim),
    spellRate(row.replicated),
  ];
  const all = {
    byKind: Object.fromEntries(
      claimKinds.map((kind) => [kind, addRates(rows.map((row) => row.byKind[kind] as Rate))]),
    ),
    anyClaim: addRates(rows.map((row) => row.anyClaim)),
    anyFalse: addRates(rows.map((row) => row.anyFalse)),
    replicated: addRates(rows.map((row) => row.replicated)),
  };
  return {
    title: 'Null persons: % with a false claim at "established" or better, by kind',
    header: ['scenario', 'days', ...shown, 'any false', 'any claim', 'replicated'],
    rows: [
      ...rows.map((row) => toCells(row.scenario, String(row.days), row)),
      ...(rows.length > 1 ? [toCells('all', '', all)] : []),
    ],
    note: '± one standard error. "any claim" also counts levels that really moved and metrics that really share a cause.',
  };
}
