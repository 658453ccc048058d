import { addDays, type Day, daysBetween } from '../shared/day.ts';
import { findMetric, isPlausible } from './metric.ts';

/** One metric, one value a day, NaN where there is none. `values[0]` belongs to `start`. */
export interface DailySeries {
  readonly metric: string;
  readonly start: Day;
  readonly values: Float64Array;
}

export interface DailyValue {
  readonly metric: string;
  readonly day: Day;
  readonly value: number;
}

/** A value that was read but not believed: kept in the raw document, never analysed. */
export interface Quarantined extends DailyValue {
  readonly reason: 'outside-plausible-range';
}

/** Later values of the same metric and day replace earlier ones. */
export function buildSeries(
  values: Iterable<DailyValue>,
  from: Day,
  to: Day,
): { series: Map<string, DailySeries>; quarantined: Quarantined[] } {
  const length = daysBetween(from, to) + 1;
  const series = new Map<string, DailySeries>();
  const quarantined: Quarantined[] = [];
  for (const { metric: slug, day, value } of values) {
    const metric = findMetric(slug);
    const index = daysBetween(from, day);
    if (metric === undefined || index < 0 || index >= length) continue;
    if (!isPlausible(metric, value)) {
      quarantined.push({ metric: slug, day, value, reason: 'outside-plausible-range' });
      continue;
    }
    let entry = series.get(slug);
    if (entry === undefined) {
      entry = { metric: slug, start: from, values: new Float64Array(Math.max(0, length)).fill(Number.NaN) };
      series.set(slug, entry);
    }
    entry.values[index] = value;
  }
  return { series, quarantined };
}

export function valueOn(series: DailySeries | undefined, day: Day): number | undefined {
  const value = series?.values[daysBetween(series.start, day)];
  return value === undefined || Number.isNaN(value) ? undefined : value;
}

export function lastDay(series: DailySeries): Day {
  return addDays(series.start, series.values.length - 1);
}
