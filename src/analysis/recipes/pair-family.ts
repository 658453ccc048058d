import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts';
import { studentTwoSided } from '../../stats/student-t.ts';
import { consensusWithout } from './consensus.ts';
import { conditionMoments, emptyMoments, givenCondition, type Moments, pairMoments } from './pair-moments.ts';
import type { RankTable } from './rank-table.ts';
import type { Scores } from './scores.ts';
import { trimColumns } from './trim-columns.ts';

const MINIMUM_PAIRS = 30;
const MINIMUM_DEGREES = 3;
const LARGEST_R = 0.999999;

/** Which ordered pairs a family tests; definitional pairs (metrics computed from one another) are left out here. */
export type PairFilter = (cause: number, effect: number, lag: number) => boolean;

/** Tests that share one false discovery rate, one row each; a pair that could not be tested has no row. */
export type PairFamily = {
  readonly size: number;
  readonly cause: Int32Array;
  readonly effect: Int32Array;
  readonly lag: Int32Array;
  readonly n: Int32Array;
  readonly degrees: Float64Array;
  readonly r: Float64Array;
  readonly t: Float64Array;
  readonly p: Float64Array;
  readonly q: Float64Array;
};

export type PairTest = {
  readonly n: number;
  readonly degrees: number;
  readonly r: number;
  readonly t: number;
  readonly p: number;
};

type Rows = { size: number; readonly columns: Omit<PairFamily, 'size' | 'q'> };

function createRows(capacity: number): Rows {
  const columns = {
    cause: new Int32Array(capacity),
    effect: new Int32Array(capacity),
    lag: new Int32Array(capacity),
    n: new Int32Array(capacity),
    degrees: new Float64Array(capacity),
    r: new Float64Array(capacity),
    t: new Float64Array(capacity),
    p: new Float64Array(capacity),
  };
  return { size: 0, columns };
}

function addRow(
  rows: Rows,
  cause: number,
  effect: number,
  lag: number,
  n: number,
  r: number,
  degrees: number,
): void {
  const row = rows.size++;
  const { columns } = rows;
  // A perfect rank correlation would be an infinite t.
  const bounded = Math.min(LARGEST_R, Math.max(-LARGEST_R, r));
  const t = bounded * Math.sqrt(degrees / (1 - bounded * bounded));
  columns.cause[row] = cause;
  columns.effect[row] = effect;
  columns.lag[row] = lag;
  columns.n[row] = n;
  columns.degrees[row] = degrees;
  columns.r[row] = r;
  columns.t[row] = t;
  columns.p[row] = studentTwoSided(t, degrees);
}

function closeFamily({ size, columns }: Rows): PairFamily {
  const kept = trimColumns(columns, size);
  return { size, ...kept, q: benjaminiHochberg(kept.p) };
}

/** Fills c with the consensus on days that have x, and returns its sums, alone and with x. */
function keepWhereSeen(
  { days, ranks, seen }: RankTable,
  i: number,
  consensus: Float64Array,
  c: Float64Array,
) {
  const base = i * days;
  let sum = 0;
  let squares = 0;
  let products = 0;
  for (let day = 0; day < days; day++) {
    const value = (consensus[day] as number) * (seen[base + day] as number);
    c[day] = value;
    sum += value;
    squares += value * value;
    products += value * (ranks[base + day] as number);
  }
  return { c: sum, cc: squares, xc: products };
}

/** Tests x[t - lag] against y[t] given the consensus on the day of x, for each lag asked for. */
function testPair(
  { table, consensus, regressors }: Scores,
  i: number,
  j: number,
  lags: readonly number[],
  c: Float64Array,
  moments: Moments,
  rows: Rows,
): void {
  const totals = keepWhereSeen(table, i, consensusWithout(consensus, i, j), c);
  for (const lag of lags) {
    pairMoments(table, i, j, lag, moments);
    if (moments.n < MINIMUM_PAIRS) continue;
    conditionMoments(table, c, totals, i, j, lag, moments);
    const r = givenCondition(moments);
    const degrees = Math.max(MINIMUM_DEGREES, moments.n - 3 - regressors);
    if (r !== undefined) addRow(rows, i, j, lag, moments.n, r, degrees);
  }
}

/** The lagged family: x leads y by 1..lags days, partial on the consensus; q over everything tested. */
export function laggedFamily(scores: Scores, lags: number, includes: PairFilter): PairFamily {
  const { metrics, days } = scores;
  const rows = createRows(metrics * metrics * lags);
  const c = new Float64Array(days);
  const moments = emptyMoments();
  const wanted: number[] = [];
  for (let i = 0; i < metrics; i++) {
    for (let j = 0; j < metrics; j++) {
      if (i === j) continue;
      wanted.length = 0;
      for (let lag = 1; lag <= Math.min(lags, days - 1); lag++) if (includes(i, j, lag)) wanted.push(lag);
      if (wanted.length > 0) testPair(scores, i, j, wanted, c, moments, rows);
    }
  }
  return closeFamily(rows);
}

/** The same-day family: plain rank correlation, each pair once (cause < effect as labels only), undirected. */
export function sameDayFamily(scores: Scores, includes: PairFilter): PairFamily {
  const { metrics, consensus, regressors } = scores;
  const rows = createRows((metrics * (metrics - 1)) / 2);
  for (let i = 0; i < metrics; i++) {
    for (let j = i + 1; j < metrics; j++) {
      const n = consensus.overlap[i * metrics + j] as number;
      if (n < MINIMUM_PAIRS || !includes(i, j, 0)) continue;
      const degrees = Math.max(MINIMUM_DEGREES, n - 2 - regressors);
      addRow(rows, i, j, 0, n, consensus.correlations[i * metrics + j] as number, degrees);
    }
  }
  return closeFamily(rows);
}

/** One lagged test by itself, such as the strict gate of a finding; undefined when it cannot be made. */
export function laggedTest(scores: Scores, cause: number, effect: number, lag: number): PairTest | undefined {
  if (lag >= scores.days) return undefined;
  const rows = createRows(1);
  testPair(scores, cause, effect, [lag], new Float64Array(scores.days), emptyMoments(), rows);
  if (rows.size === 0) return undefined;
  const { n, degrees, r, t, p } = rows.columns;
  const first = (column: Int32Array | Float64Array) => column[0] as number;
  return { n: first(n), degrees: first(degrees), r: first(r), t: first(t), p: first(p) };
}

/** A family chosen beforehand out of a larger one (priority pairs), with a q of its own. */
export function subFamily(family: PairFamily, keep: (row: number) => boolean): PairFamily {
  const rows = createRows(family.size);
  for (let row = 0; row < family.size; row++) {
    if (!keep(row)) continue;
    const { cause, effect, lag, n, r, degrees } = family;
    addRow(
      rows,
      cause[row] as number,
      effect[row] as number,
      lag[row] as number,
      n[row] as number,
      r[row] as number,
      degrees[row] as number,
    );
  }
  return closeFamily(rows);
}
