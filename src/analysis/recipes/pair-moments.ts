import { dot } from '../../stats/dot.ts';
import type { RankTable } from './rank-table.ts';

/** Sums over the days on which both the earlier x and the later y are known; one scratch object serves a whole family. */
export type Moments = {
  n: number;
  x: number;
  y: number;
  xx: number;
  yy: number;
  xy: number;
  c: number;
  cc: number;
  xc: number;
  yc: number;
};

export function emptyMoments(): Moments {
  return { n: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0, c: 0, cc: 0, xc: 0, yc: 0 };
}

/**
 * Sums of x[t - lag] and y[t]. Missing days hold zeros, so the product needs no mask; the sums that do are the totals of a
 * metric less the few days on which the other one is missing or outside the series.
 */
export function pairMoments(table: RankTable, i: number, j: number, lag: number, out: Moments): void {
  const { days, ranks, seen } = table;
  const xs = i * days;
  const ys = j * days;
  const missingX = table.absent[i] as Int32Array;
  const missingY = table.absent[j] as Int32Array;
  let n = days - missingX.length;
  let x = table.sums[i] as number;
  let xx = table.squares[i] as number;
  for (let day = days - lag; day < days; day++) {
    const value = ranks[xs + day] as number;
    n -= seen[xs + day] as number;
    x -= value;
    xx -= value * value;
  }
  for (let index = 0; index < missingY.length; index++) {
    const day = (missingY[index] as number) - lag;
    if (day < 0) continue;
    const value = ranks[xs + day] as number;
    n -= seen[xs + day] as number;
    x -= value;
    xx -= value * value;
  }
  let y = table.sums[j] as number;
  let yy = table.squares[j] as number;
  for (let day = 0; day < lag; day++) {
    const value = ranks[ys + day] as number;
    y -= value;
    yy -= value * value;
  }
  for (let index = 0; index < missingX.length; index++) {
    const day = (missingX[index] as number) + lag;
    if (day >= days) continue;
    const value = ranks[ys + day] as number;
    y -= value;
    yy -= value * value;
  }
  out.n = n;
  out.x = x;
  out.y = y;
  out.xx = xx;
  out.yy = yy;
  out.xy = dot(ranks, xs, ranks, ys + lag, days - lag);
}

/**
 * The sums with c[t - lag], the third series on the day of x, which must be zero where x is missing; `totals` are its
 * sums over all days.
 */
export function conditionMoments(
  table: RankTable,
  c: Float64Array,
  totals: Readonly<{ c: number; cc: number; xc: number }>,
  i: number,
  j: number,
  lag: number,
  out: Moments,
): void {
  const { days, ranks } = table;
  const xs = i * days;
  const ys = j * days + lag;
  const missingY = table.absent[j] as Int32Array;
  let sum = totals.c;
  let cc = totals.cc;
  let xc = totals.xc;
  for (let day = days - lag; day < days; day++) {
    const value = c[day] as number;
    sum -= value;
    cc -= value * value;
    xc -= value * (ranks[xs + day] as number);
  }
  for (let index = 0; index < missingY.length; index++) {
    const day = (missingY[index] as number) - lag;
    if (day < 0) continue;
    const value = c[day] as number;
    sum -= value;
    cc -= value * value;
    xc -= value * (ranks[xs + day] as number);
  }
  out.c = sum;
  out.cc = cc;
  out.xc = xc;
  out.yc = dot(c, 0, ranks, ys, days - lag);
}

/** Ranks come in steps far larger than this; a smaller spread is rounding and the series does not vary. */
const FLAT = 1e-9;

function correlationFrom(
  n: number,
  x: number,
  y: number,
  xx: number,
  yy: number,
  xy: number,
): number | undefined {
  const spreadX = xx - (x * x) / n;
  const spreadY = yy - (y * y) / n;
  if (!(spreadX > FLAT) || !(spreadY > FLAT)) return undefined;
  const r = (xy - (x * y) / n) / Math.sqrt(spreadX * spreadY);
  return Math.min(1, Math.max(-1, r));
}

/** Correlation of x and y from their sums; undefined when one does not vary over the common days. */
export function plainCorrelation(m: Moments): number | undefined {
  return correlationFrom(m.n, m.x, m.y, m.xx, m.yy, m.xy);
}

/** Partial correlation of x and y given c; the plain one where c does not vary. */
export function givenCondition(m: Moments): number | undefined {
  const xy = plainCorrelation(m);
  if (xy === undefined) return undefined;
  const xc = correlationFrom(m.n, m.x, m.c, m.xx, m.cc, m.xc);
  const yc = correlationFrom(m.n, m.y, m.c, m.yy, m.cc, m.yc);
  if (xc === undefined || yc === undefined) return xy;
  const left = (1 - xc * xc) * (1 - yc * yc);
  if (!(left > 1e-12)) return undefined;
  const r = (xy - xc * yc) / Math.sqrt(left);
  return Math.min(1, Math.max(-1, r));
}
