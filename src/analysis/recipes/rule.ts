import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts';
import { normalTail } from '../../stats/normal.ts';
import { consensusWithout } from './consensus.ts';
import { lastDays } from './last-days.ts';
import type { PairFilter } from './pair-family.ts';
import { RULE_CUTS, type RuleColumn, type RuleSide, ruleColumn } from './rule-cuts.ts';
import { createRuleGrid, fillRuleGrid, type RuleGrid } from './rule-grid.ts';
import type { Scores } from './scores.ts';
import { trimColumns } from './trim-columns.ts';
import { type FirstTests, smallestQ, splitPairs } from './two-families.ts';

/** Ten nested cuts are worth about five independent ones. */
const EFFECTIVE_CUTS = 5;
/** Two cuts may leave the same days; the first of them is told, whatever rounding makes of the tie. */
const TIE = 1e-9;

/** The best cut of every tested (cause, effect, lag), one row each. */
export type RuleFamily = {
  readonly size: number;
  readonly cause: Int32Array;
  readonly effect: Int32Array;
  readonly lag: Int32Array;
  /** Index into RULE_CUTS. */
  readonly cutIndex: Int32Array;
  readonly cut: Float64Array;
  /** Days in the set, and all days compared. */
  readonly inside: Int32Array;
  readonly n: Int32Array;
  readonly z: Float64Array;
  readonly p: Float64Array;
  readonly q: Float64Array;
};

export type RuleCandidate = {
  readonly row: number;
  readonly cause: number;
  readonly effect: number;
  readonly lag: number;
  readonly side: RuleSide;
  /** Share of the cause's own days that the cut was taken from. */
  readonly share: number;
  readonly cut: number;
  readonly inside: number;
  readonly n: number;
  readonly z: number;
  readonly p: number;
  readonly q: number;
  /** The same cut in the strict pass; z 0 and p 1 where that cannot be tested. */
  readonly strictZ: number;
  readonly strictP: number;
  readonly accepted: boolean;
};

export type RuleOptions = {
  readonly lags?: number;
  readonly includes?: PairFilter;
  readonly level?: number;
  readonly gateLevel?: number;
  readonly watchLevel?: number;
  readonly first?: FirstTests;
};

export type RuleResult = { readonly family: RuleFamily; readonly candidates: readonly RuleCandidate[] };

/** Index of the cut with the largest |z|, or -1 when none could be tested. */
export function bestCut({ tested, z }: RuleGrid): number {
  let best = -1;
  let size = 0;
  for (let cut = 0; cut < z.length; cut++) {
    const own = Math.abs(z[cut] as number);
    if (tested[cut] === 0 || (best >= 0 && own <= size * (1 + TIE))) continue;
    best = cut;
    size = own;
  }
  return best;
}

function createColumns(capacity: number) {
  return {
    cause: new Int32Array(capacity),
    effect: new Int32Array(capacity),
    lag: new Int32Array(capacity),
    cutIndex: new Int32Array(capacity),
    cut: new Float64Array(capacity),
    inside: new Int32Array(capacity),
    n: new Int32Array(capacity),
    z: new Float64Array(capacity),
    p: new Float64Array(capacity),
  };
}

/** The best rule of every ordered pair at lags 1..lags, with the price of choosing among the cuts in its p. */
export function ruleFamily(
  scores: Scores,
  columns: readonly (RuleColumn | undefined)[],
  lags: number,
  includes: PairFilter,
): RuleFamily {
  const { metrics, table, consensus } = scores;
  const rows = createColumns(metrics * metrics * lags);
  const grid = createRuleGrid();
  let size = 0;
  columns.forEach((column, i) => {
    if (column === undefined) return;
    for (let j = 0; j < metrics; j++) {
      if (i === j) continue;
      for (let k = 1; k <= lags; k++) {
        if (!includes(i, j, k)) continue;
        fillRuleGrid(table, column, consensusWithout(consensus, i, j), j, k, grid);
        const best = bestCut(grid);
        if (best < 0) continue;
        rows.cause[size] = i;
        rows.effect[size] = j;
        rows.lag[size] = k;
        rows.cutIndex[size] = best;
        rows.cut[size] = column.cuts[best] as number;
        rows.inside[size] = grid.inside[best] as number;
        rows.n[size] = grid.n;
        rows.z[size] = grid.z[best] as number;
        rows.p[size] = Math.min(1, EFFECTIVE_CUTS * 2 * normalTail(Math.abs(grid.z[best] as number)));
        size++;
      }
    }
  });
  const kept = trimColumns(rows, size);
  return { size, ...kept, q: benjaminiHochberg(kept.p) };
}

/** One cut by itself, such as the strict gate of a rule: z and its two-sided p. */
export function ruleAtCut(
  scores: Scores,
  column: RuleColumn,
  rule: { readonly cause: number; readonly effect: number; readonly lag: number; readonly cutIndex: number },
): { readonly z: number; readonly p: number } | undefined {
  const grid = createRuleGrid();
  const c = consensusWithout(scores.consensus, rule.cause, rule.effect);
  fillRuleGrid(scores.table, column, c, rule.effect, rule.lag, grid);
  if (grid.tested[rule.cutIndex] === 0) return undefined;
  const z = grid.z[rule.cutIndex] as number;
  return { z, p: 2 * normalTail(Math.abs(z)) };
}

/**
 * R-RULE: days with a metric beyond the person's own cut against the other days, one or two days later. Takes the raw
 * columns that both passes of R-PAIR were made from; days before those passes are left out.
 */
export function ruleRecipe(
  columns: readonly ArrayLike<number>[],
  base: Scores,
  strict: Scores,
  options: RuleOptions = {},
): RuleResult {
  const { lags = 2, includes = () => true, level = 0.05, gateLevel = 1e-3, watchLevel = 0.2 } = options;
  const prepared = columns.map((column) => ruleColumn(lastDays(column, base.days)));
  const family = ruleFamily(base, prepared, lags, includes);
  const { first } = options;
  const split = splitPairs(family, first);
  const candidates: RuleCandidate[] = [];
  for (let row = 0; row < family.size; row++) {
    const q = smallestQ(split, row);
    if (q > Math.max(level, watchLevel)) continue;
    const at = (column: Int32Array | Float64Array) => column[row] as number;
    const [cause, effect, lag, cutIndex] = [
      at(family.cause),
      at(family.effect),
      at(family.lag),
      at(family.cutIndex),
    ];
    const gate = ruleAtCut(strict, prepared[cause] as RuleColumn, { cause, effect, lag, cutIndex });
    const { z: strictZ, p: strictP } = gate ?? { z: 0, p: 1 };
    const z = at(family.z);
    const inWhole = (split.all[row] as number) <= level && strictP <= gateLevel;
    const inFirst =
      first !== undefined && (split.first[row] as number) <= first.level && strictP <= first.gateLevel;
    candidates.push({
      row,
      cause,
      effect,
      lag,
      ...(RULE_CUTS[cutIndex] as (typeof RULE_CUTS)[number]),
      cut: at(family.cut),
      inside: at(family.inside),
      n: at(family.n),
      z,
      p: at(family.p),
      q,
      strictZ,
      strictP,
      accepted: (inWhole || inFirst) && z * strictZ > 0,
    });
  }
  return { family, candidates };
}
