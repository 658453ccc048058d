import type { Day } from '../shared/day.ts';

/** Rows of a time series, made a UTC day at a time: years of five-minute values are never all in memory. */
export interface RowSeries {
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** In the order of their `timestamp`, no two alike; the same rows on every call. */
  rowsOf(utcDay: Day): readonly Row[];
}

export interface Row {
  readonly [field: string]: unknown;
  readonly timestamp: string;
}
