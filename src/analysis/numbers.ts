import type { Metric } from '../domain/metric.ts';

/** Rounding happens once, here: what a summary says and what a finding holds are the same number. */
export function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  const rounded = Math.round(value * scale) / scale;
  return rounded === 0 ? 0 : rounded;
}

/** One digit more than the metric is told in: averages know more than single nights. */
export function roundMean(value: number, metric: Metric): number {
  return round(value, metric.decimals + 1);
}

export function roundRatio(value: number): number {
  return round(value, 3);
}

/** Small p keep their size. */
export function roundP(p: number): number {
  return Number(p.toPrecision(3));
}

export interface Level {
  readonly mean: number;
  readonly n: number;
  readonly first: number;
  readonly last: number;
}

/** Mean of the observed values of days `from` to `to` (both included); undefined when there is none. */
export function levelOf(values: Float64Array, from: number, to: number): Level | undefined {
  let sum = 0;
  let n = 0;
  let first = -1;
  let last = -1;
  for (let day = Math.max(0, from); day <= Math.min(to, values.length - 1); day++) {
    const value = values[day] as number;
    if (Number.isNaN(value)) continue;
    if (first < 0) first = day;
    last = day;
    sum += value;
    n += 1;
  }
  return n === 0 ? undefined : { mean: sum / n, n, first, last };
}

/** A half-width of a prepared series in the metric's own unit; on the log scale it grows with the level. */
export function inUnits(column: { readonly isLogged: boolean }, reach: number, level: number): number {
  return column.isLogged ? reach * (1 + Math.max(0, level)) : reach;
}
