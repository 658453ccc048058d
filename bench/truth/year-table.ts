import { cells } from './null-table.ts';
import type { Outcome } from './outcome.ts';
import { type Rate, rateOf, spellRate } from './rates.ts';
import type { TextTable } from './text-table.ts';

export interface YearRow {
  readonly scenario: string;
  readonly persons: number;
  /** Share of looks with a false claim, and of persons with one at any look. */
  readonly perLook: number;
  readonly anyLook: Rate;
  /** Persons with a false replicated claim at any look, and by kind. */
  readonly replicated: Rate;
  readonly byKind: Readonly<Record<string, number>>;
}

export function yearRows(outcomes: readonly Outcome[]): YearRow[] {
  return cells(outcomes.filter(({ task }) => task.looks !== undefined)).map((cell) => {
    const { scenario, looks = 1 } = (cell[0] as Outcome).task;
    const withClaim = cell.map(({ looksWithClaim = 0 }) => looksWithClaim);
    const kinds = cell.flatMap(({ replicated = [] }) => replicated);
    return {
      scenario,
      persons: cell.length,
      perLook: withClaim.reduce((sum, count) => sum + count, 0) / (looks * cell.length),
      anyLook: rateOf(withClaim, (count) => count > 0),
      replicated: rateOf(cell, ({ replicated = [] }) => replicated.length > 0),
      byKind: Object.fromEntries(
        [...new Set(kinds)].sort().map((kind) => [kind, kinds.filter((one) => one === kind).length]),
      ),
    };
  });
}

export function yearTable(rows: readonly YearRow[]): TextTable {
  return {
    title: 'A year of weekly looks at null persons: false claims',
    header: [
      'scenario',
      'persons',
      'looks with one %',
      'ever %',
      'replicated ever %',
      'replicated kinds (persons)',
    ],
    rows: rows.map(({ scenario, persons, perLook, anyLook, replicated, byKind }) => [
      scenario,
      String(persons),
      (100 * perLook).toFixed(1),
      spellRate(anyLook),
      spellRate(replicated),
      Object.entries(byKind)
        .map(([kind, count]) => `${kind} ${count}`)
        .join(', '),
    ]),
  };
}
