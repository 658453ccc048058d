import { type Day, daysBetween } from '../shared/day.ts';
import type { CustomMetric } from './metric.ts';

/** One metric, one value a day, NaN where there is none. `values[0]` belongs to `start`. */
export interface DailySeries {
  readonly metric: string;
  readonly start: Day;
  readonly values: Float64Array;
  /** How it is told, where the catalogue does not know it. */
  readonly custom?: CustomMetric | undefined;
  /** Which device measured it, where it was not the ring. */
  readonly source?: OtherSource;
}

/** A device whose values are kept beside those of the ring (`series-source.ts`). */
export type OtherSource = 'apple-health';

export interface DailyValue {
  readonly metric: string;
  readonly day: Day;
  readonly value: number;
}

export function valueOn(series: DailySeries | undefined, day: Day): number | undefined {
  const value = series?.values[daysBetween(series.start, day)];
  return value === undefined || Number.isNaN(value) ? undefined : value;
}
