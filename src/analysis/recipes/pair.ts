import { lastDays } from './last-days.ts';
import { BASE_PASS, STRICT_PASS } from './nuisance-design.ts';
import { laggedFamily, laggedTest, type PairFamily, type PairFilter, sameDayFamily } from './pair-family.ts';
import { prepareColumns, type Scores, scorePass } from './scores.ts';
import { type FirstTests, smallestQ, splitPairs } from './two-families.ts';

/** Links change over the years and the design grows with the days, so older ones are left to earlier windows. */
const WINDOW_DAYS = 400;

export type PairOptions = {
  /** Days looked at, from the end; day 0 of every result is the first of them. */
  readonly windowDays?: number;
  /** Longest lag in days. */
  readonly lags?: number;
  readonly includes?: PairFilter;
  /** Group (0 .. metrics - 1) of each metric; a pair is judged without the groups of both in the consensus. */
  readonly groups?: Int32Array;
  /** Tests named before looking, with a level and a gate of their own. */
  readonly first?: FirstTests;
  /** Levels of q for lagged and same-day findings, and the strict p a lagged one must reach. */
  readonly laggedLevel?: number;
  readonly sameDayLevel?: number;
  readonly gateLevel?: number;
  /** Up to this q a lagged row is carried as a candidate, findings and exploratory ones alike. */
  readonly watchLevel?: number;
};

export type LagCandidate = {
  /** Row of the lagged family. */
  readonly row: number;
  readonly cause: number;
  readonly effect: number;
  readonly lag: number;
  readonly n: number;
  readonly degrees: number;
  readonly r: number;
  readonly p: number;
  readonly q: number;
  /** The same test in the strict pass; r 0 and p 1 where that has too few days. */
  readonly strictR: number;
  readonly strictP: number;
  /** q at the lagged level, strict p at the gate, same sign. */
  readonly accepted: boolean;
};

export type PairResult = {
  /** Index in the given columns of the first day looked at. */
  readonly firstDay: number;
  readonly base: Scores;
  readonly strict: Scores;
  readonly lagged: PairFamily;
  readonly candidates: readonly LagCandidate[];
  /** From the strict pass. */
  readonly sameDay: PairFamily;
  /** Rows of `sameDay` at the same-day level. */
  readonly sameDayAccepted: Int32Array;
};

/** The strict gate: monthly cycles and moving weekend habits must not explain a lagged finding. */
export function gateCandidates(
  family: PairFamily,
  strict: Scores,
  levels: { readonly watch: number; readonly lagged: number; readonly gate: number },
  first?: FirstTests,
): LagCandidate[] {
  const candidates: LagCandidate[] = [];
  const split = splitPairs(family, first);
  for (let row = 0; row < family.size; row++) {
    const q = smallestQ(split, row);
    if (q > levels.watch) continue;
    const cause = family.cause[row] as number;
    const effect = family.effect[row] as number;
    const lag = family.lag[row] as number;
    const r = family.r[row] as number;
    const { r: strictR, p: strictP } = laggedTest(strict, cause, effect, lag) ?? { r: 0, p: 1 };
    const inWhole = (split.all[row] as number) <= levels.lagged && strictP <= levels.gate;
    const inFirst =
      first !== undefined && (split.first[row] as number) <= first.level && strictP <= first.gateLevel;
    const accepted = (inWhole || inFirst) && r * strictR > 0;
    const n = family.n[row] as number;
    const degrees = family.degrees[row] as number;
    const p = family.p[row] as number;
    candidates.push({ row, cause, effect, lag, n, degrees, r, p, q, strictR, strictP, accepted });
  }
  return candidates;
}

/**
 * R-PAIR: links between metrics, lagged ones from the base pass through the strict gate, same-day ones from the strict
 * pass. `columns` are daily series of equal length (NaN = missing), `weekdays` 0 = Monday .. 6 for each day.
 */
export function pairRecipe(
  columns: readonly ArrayLike<number>[],
  weekdays: ArrayLike<number>,
  options: PairOptions = {},
): PairResult {
  const { lags = 3, laggedLevel = 0.05, sameDayLevel = 0.01, gateLevel = 1e-3, watchLevel = 0.2 } = options;
  const days = Math.min(weekdays.length, options.windowDays ?? WINDOW_DAYS);
  const includes = options.includes ?? (() => true);
  const recent = columns.map((column) => lastDays(column, days));
  const prepared = prepareColumns(recent, lastDays(weekdays, days));
  const base = scorePass(prepared, BASE_PASS, options.groups);
  const strict = scorePass(prepared, STRICT_PASS, options.groups);
  const lagged = laggedFamily(base, lags, includes);
  const levels = { watch: Math.max(watchLevel, laggedLevel), lagged: laggedLevel, gate: gateLevel };
  const sameDay = sameDayFamily(strict, includes);
  const rows = Int32Array.from(sameDay.q.keys());
  const sameDayAccepted = rows.filter((row) => (sameDay.q[row] as number) <= sameDayLevel);
  const candidates = gateCandidates(lagged, strict, levels, options.first);
  return { firstDay: weekdays.length - days, base, strict, lagged, candidates, sameDay, sameDayAccepted };
}
