import { addDays, type Day, dayFromNumber } from '../../shared/day.ts';
import type { Row, RowSeries } from '../row-series.ts';
import type { CloudDocument } from './account.ts';
import type { Range } from './window.ts';

const dayMs = 86_400_000;

/** Rows written out one by one, as a series. */
export function seriesOf(rows: readonly CloudDocument[]): RowSeries {
  const sorted = rows.map((row): Row => ({ ...row, timestamp: String(row.timestamp) }));
  sorted.sort((left, right) => Date.parse(left.timestamp) - Date.parse(right.timestamp));
  const dayOf = (row: Row | undefined): Day => utcDayOf(Date.parse(row?.timestamp ?? ''));
  return {
    firstDay: dayOf(sorted[0]),
    lastDay: dayOf(sorted.at(-1)),
    rowsOf: (day) => sorted.filter((row) => dayOf(row) === day),
  };
}

/** The first rows of a range, up to a number of them; only the days they lie on are made. */
export function rowsBetween(series: RowSeries, range: Range, limit: number): Row[] {
  const rows: Row[] = [];
  const last = earlier(series.lastDay, utcDayOf(range.to));
  for (let day = later(series.firstDay, utcDayOf(range.from)); day <= last; day = addDays(day, 1)) {
    for (const row of series.rowsOf(day)) {
      const instant = Date.parse(row.timestamp);
      if (instant < range.from || instant > range.to) continue;
      rows.push(row);
      if (rows.length === limit) return rows;
    }
  }
  return rows;
}

/** The latest row up to an instant. */
export function latestRow(series: RowSeries, until: number): Row | undefined {
  for (let day = earlier(series.lastDay, utcDayOf(until)); day >= series.firstDay; day = addDays(day, -1)) {
    const row = series.rowsOf(day).findLast(({ timestamp }) => Date.parse(timestamp) <= until);
    if (row !== undefined) return row;
  }
  return undefined;
}

/** Bounds far outside of any series are cut to years that can be written. */
function utcDayOf(instant: number): Day {
  const day = Math.floor(instant / dayMs);
  return dayFromNumber(Math.min(47_000, Math.max(0, Number.isNaN(day) ? 0 : day)));
}

function earlier(left: Day, right: Day): Day {
  return left < right ? left : right;
}

function later(left: Day, right: Day): Day {
  return left > right ? left : right;
}
