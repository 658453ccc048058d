import { findMetric, type Metric } from '../domain/metric.ts';
import type { Mover, WeekMoves } from '../domain/mover.ts';
import { type DailySeries, valueOn } from '../domain/series.ts';
import { standingIn } from '../domain/usual.ts';
import { daysOf, type Week } from '../domain/week.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';
import { medianSorted } from '../stats/median.ts';
import { quantileSorted } from '../stats/quantile.ts';
import { sortedObserved } from '../stats/sorted-observed.ts';
import { roundMean, roundRatio } from './numbers.ts';
import { robustScale } from './recipes/robust-scale.ts';

/** Twelve whole weeks: every weekday counts alike. */
export const MOVER_BASELINE_DAYS = 84;
const FEWEST_OF_WEEK = 4;
const FEWEST_BEFORE = 28;
const MOST_MOVERS = 5;

interface Compared {
  readonly metric: Metric;
  readonly mover: Mover | undefined;
}

/**
 * What moved in a week: metrics whose median of the week lies outside the middle 80 % of the person's own days of the
 * twelve weeks before. A description, like a deviation: nothing is tested and nothing is discovered.
 */
export function moversOf(series: ReadonlyMap<string, DailySeries>, week: Week): WeekMoves {
  const usualFrom = addDays(week.from, -MOVER_BASELINE_DAYS);
  const usualTo = addDays(week.from, -1);
  const compared = [...series.values()].flatMap((entry) => compare(entry, week, usualFrom) ?? []);
  const moved = compared.flatMap(({ metric, mover }) => (mover === undefined ? [] : [{ metric, mover }]));
  const names = new Set(moved.map(({ metric }) => metric.slug));
  const movers = moved
    .filter(({ metric: { toldBy } }) => toldBy === undefined || !names.has(toldBy))
    .map(({ mover }) => mover)
    .sort((left, right) => farOff(right) - farOff(left) || (left.metric < right.metric ? -1 : 1))
    .slice(0, MOST_MOVERS);
  const customMetrics = movers.flatMap(({ metric }) => series.get(metric)?.custom ?? []);
  return {
    usualFrom,
    usualTo,
    compared: compared.length,
    movers,
    ...(customMetrics.length === 0 ? {} : { customMetrics }),
  };
}

/** Undefined without enough values on either side. */
function compare(entry: DailySeries, week: Week, usualFrom: Day): Compared | undefined {
  const metric = findMetric(entry.metric, { customMetrics: entry.custom && [entry.custom] });
  if (metric === undefined) return undefined;
  const now = sortedObserved(Float64Array.from(daysOf(week), (day) => valueOn(entry, day) ?? Number.NaN));
  const before = sortedObserved(between(entry, usualFrom, MOVER_BASELINE_DAYS));
  if (now.length < FEWEST_OF_WEEK || before.length < FEWEST_BEFORE) return undefined;
  return { metric, mover: moverOf(metric, now, before, entry) };
}

function between({ start, values }: DailySeries, from: Day, days: number): Float64Array {
  const first = daysBetween(start, from);
  return values.subarray(Math.max(0, first), Math.max(0, first + days));
}

function moverOf(
  metric: Metric,
  now: Float64Array,
  before: Float64Array,
  { custom }: DailySeries,
): Mover | undefined {
  const value = roundMean(medianSorted(now, now.length), metric);
  const at = (share: number) => roundMean(quantileSorted(before, before.length, share), metric);
  const usual = { low: at(0.1), median: at(0.5), high: at(0.9), n: before.length };
  const naming = { customMetrics: custom && [custom] };
  if (standingIn(metric.slug, value, usual, naming) === 'within') return undefined;
  const z = distance(metric, now, before);
  return {
    metric: metric.slug,
    value,
    n: now.length,
    usual,
    ...(z === undefined ? {} : { z: roundRatio(z) }),
  };
}

/** What never varied and does now is further off than anything that can be measured. */
function farOff({ z }: Mover): number {
  return z === undefined ? Number.MAX_VALUE : Math.abs(z);
}

/** Undefined for what never varied: there is no measure of how far off anything is. */
function distance({ skewed }: Metric, now: Float64Array, before: Float64Array): number | undefined {
  const scaled = (values: Float64Array) => (skewed ? values.map((one) => Math.log1p(one)) : values);
  const [week, usual] = [scaled(now), scaled(before)];
  const center = medianSorted(usual, usual.length);
  const scale = robustScale(usual, usual.length, center);
  return scale > 0 ? (medianSorted(week, week.length) - center) / scale : undefined;
}
