import { groupBy } from './group-by.ts';
import { cells, isNull } from './null-table.ts';
import { isFalse, type Outcome } from './outcome.ts';
import { medianOf, type Rate, rateOf, share, spellRate } from './rates.ts';
import type { Recalled } from './recall.ts';
import type { TextTable } from './text-table.ts';

export interface RecallRow {
  readonly scenario: string;
  readonly days: number;
  readonly label: string;
  readonly found: Rate;
  readonly kinds: readonly string[];
  readonly onset?: { readonly medianError: number; readonly within3: Rate };
  readonly cut?: { readonly medianError: number; readonly within: Rate };
}

export const ONSET_TOLERANCE_DAYS = 3;
export const CUT_TOLERANCE = 2.5;

export function recallRows(outcomes: readonly Outcome[]): RecallRow[] {
  return cells(outcomes.filter(({ recalled }) => recalled.length > 0)).flatMap((cell) => {
    const { scenario, days } = (cell[0] as Outcome).task;
    const labels = groupBy(
      cell.flatMap(({ recalled }) => recalled),
      ({ label }) => label,
    );
    return [...labels].map(([label, recalled]) => ({ scenario, days, label, ...summary(recalled) }));
  });
}

function summary(recalled: readonly Recalled[]): Omit<RecallRow, 'scenario' | 'days' | 'label'> {
  const onsets = recalled.flatMap(({ onsetError }) => onsetError ?? []).map(Math.abs);
  const cuts = recalled.flatMap(({ cutError }) => cutError ?? []).map(Math.abs);
  return {
    found: rateOf(recalled, ({ found }) => found),
    kinds: [...new Set(recalled.flatMap((one) => one.as))].sort(),
    ...(onsets.length === 0
      ? {}
      : {
          onset: {
            medianError: medianOf(onsets) ?? 0,
            within3: rateOf(onsets, (error) => error <= ONSET_TOLERANCE_DAYS),
          },
        }),
    ...(cuts.length === 0
      ? {}
      : {
          cut: { medianError: medianOf(cuts) ?? 0, within: rateOf(cuts, (error) => error <= CUT_TOLERANCE) },
        }),
  };
}

export function recallTable(rows: readonly RecallRow[]): TextTable {
  return {
    title: 'Planted persons: % found at "established" or better',
    header: ['scenario', 'days', 'planted', 'found', 'onset ±3 d', 'median', 'cut ±2.5', 'median', 'told as'],
    rows: rows.map(({ scenario, days, label, found, onset, cut, kinds }) => [
      scenario,
      String(days),
      label,
      spellRate(found),
      onset === undefined ? '' : spellRate(onset.within3),
      onset === undefined ? '' : `${onset.medianError} d`,
      cut === undefined ? '' : spellRate(cut.within),
      cut === undefined ? '' : String(cut.medianError),
      kinds.join(', '),
    ]),
    note: 'Shares of onsets and cuts are of those found.',
  };
}

export interface DiscoveryRow {
  readonly scenario: string;
  readonly days: number;
  /** Mean over persons of false among all claims. */
  readonly falseShare: number;
  readonly anyFalse: Rate;
  readonly falseChain: Rate;
  readonly claimsPerPerson: number;
}

export function discoveryRows(outcomes: readonly Outcome[]): DiscoveryRow[] {
  const planted = outcomes.filter(({ task }) => task.looks === undefined && !isNull(task.scenario));
  return cells(planted).map((cell) => {
    const { scenario, days } = (cell[0] as Outcome).task;
    const shares = cell.map(({ claims }) => share(rateOf(claims, isFalse)));
    return {
      scenario,
      days,
      falseShare: shares.reduce((sum, one) => sum + one, 0) / cell.length,
      anyFalse: rateOf(cell, ({ claims }) => claims.some(isFalse)),
      falseChain: rateOf(cell, ({ claims }) =>
        claims.some((claim) => claim.kind === 'chain' && isFalse(claim)),
      ),
      claimsPerPerson: cell.reduce((sum, { claims }) => sum + claims.length, 0) / cell.length,
    };
  });
}

export function discoveryTable(rows: readonly DiscoveryRow[]): TextTable {
  return {
    title: 'Planted persons: false discoveries',
    header: ['scenario', 'days', 'false of claims %', 'any false %', 'false chain %', 'claims a person'],
    rows: rows.map((row) => [
      row.scenario,
      String(row.days),
      (100 * row.falseShare).toFixed(1),
      spellRate(row.anyFalse),
      spellRate(row.falseChain),
      row.claimsPerPerson.toFixed(1),
    ]),
  };
}
