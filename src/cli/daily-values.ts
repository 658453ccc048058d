import { type CustomMetric, getMetric, type Metric, metricSlugs } from '../domain/metric.ts';
import { type DailySeries, valueOn } from '../domain/series.ts';
import { isClock } from '../reports/view/values.ts';
import { csvLine } from '../shared/csv.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';

/** One metric over some days, as it is kept. */
export interface DailyColumn {
  readonly metric: Metric;
  readonly custom: CustomMetric | undefined;
  readonly source: string | undefined;
  /** One for each day; undefined where there is none. */
  readonly values: readonly (number | undefined)[];
}

export interface DailyValues {
  readonly days: readonly Day[];
  readonly columns: readonly DailyColumn[];
}

/** Every metric that has a value on these days, in the order of the catalogue, a person's own at the end. */
export function dailyValues(series: ReadonlyMap<string, DailySeries>, from: Day, to: Day): DailyValues {
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
  const columns = [...series.values()].map(
    (entry): DailyColumn => ({
      metric: getMetric(entry.metric, entry.custom && { customMetrics: [entry.custom] }),
      custom: entry.custom,
      source: entry.source,
      values: days.map((day) => valueOn(entry, day)),
    }),
  );
  return {
    days,
    columns: columns
      .filter(({ values }) => values.some((value) => value !== undefined))
      .sort((left, right) => placeOf(left) - placeOf(right)),
  };
}

function placeOf({ metric }: DailyColumn): number {
  const place = (metricSlugs as readonly string[]).indexOf(metric.slug);
  return place === -1 ? metricSlugs.length : place;
}

/** Clock times are kept as minutes, and before midnight they are negative. */
function keptUnit({ metric }: DailyColumn): string {
  return isClock(metric.slug) ? 'min from midnight' : metric.unit;
}

export function dailyValuesAsJson({ days, columns }: DailyValues, about: Record<string, unknown>): string {
  const metrics = columns.map((column) => ({
    metric: column.metric.slug,
    label: column.metric.label,
    unit: keptUnit(column),
    span: column.metric.span,
    ...(column.source === undefined ? {} : { source: column.source }),
  }));
  const rows = days.map((day, index) => ({
    day,
    values: Object.fromEntries(
      columns.flatMap(({ metric, values }) =>
        values[index] === undefined ? [] : [[metric.slug, values[index]]],
      ),
    ),
  }));
  return `${JSON.stringify({ ...about, metrics, days: rows }, null, 2)}\n`;
}

export function dailyValuesAsCsv({ days, columns }: DailyValues): string {
  const header = columns.map((column) => {
    const details = [keptUnit(column), column.source].filter((part) => part !== undefined && part !== '');
    return details.length === 0 ? column.metric.slug : `${column.metric.slug} (${details.join(', ')})`;
  });
  const rows = days.map((day, index) => [day, ...columns.map(({ values }) => values[index] ?? '')]);
  return [['day', ...header], ...rows].map(csvLine).join('');
}
