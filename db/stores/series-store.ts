import type { DailySeries, DailyValue } from '../../src/domain/series.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { type Day, dayNumber } from '../../src/shared/day.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { Person } from './person-store.ts';

export type SeriesStore = ReturnType<typeof createSeriesStore>;

const DAYS_PER_BLOCK = 366;

export interface SeriesChange {
  /** On these days these metrics are known anew: what `values` does not give is missing. */
  readonly days: readonly Day[];
  readonly metrics: readonly string[];
  readonly values: readonly DailyValue[];
}

const place = (metric: string, year: number): Place => ({
  table: 'series_block',
  column: 'body',
  row: JSON.stringify([metric, year]),
});
const yearOf = (day: Day): number => Number(day.slice(0, 4));
const firstOfYear = (year: number): number => dayNumber(`${String(year).padStart(4, '0')}-01-01` as Day);
const indexInYear = (day: Day): number => dayNumber(day) - firstOfYear(yearOf(day));

export function createSeriesStore(db: Database, clock: Clock) {
  const openBlock = (person: Person, row: { metric: string; year: number; body: Buffer }): Float64Array => {
    const bytes = person.vault.openBytes(place(row.metric, row.year), row.body as never);
    // Copied: the opened bytes need not begin at a multiple of eight.
    return new Float64Array(Uint8Array.from(bytes).buffer);
  };

  return {
    async write(person: Person, change: SeriesChange): Promise<void> {
      const years = [...new Set(change.days.map(yearOf))];
      if (years.length === 0 || change.metrics.length === 0) return;
      const rows = await db
        .selectFrom('series_block')
        .select(['metric', 'year', 'body'])
        .where('person_id', '=', person.id)
        .where('metric', 'in', change.metrics)
        .where('year', 'in', years)
        .execute();
      const blocks = new Map(rows.map((row) => [`${row.year} ${row.metric}`, openBlock(person, row)]));
      for (const metric of change.metrics) {
        for (const day of change.days) {
          const block = blocks.get(`${yearOf(day)} ${metric}`);
          if (block !== undefined) block[indexInYear(day)] = Number.NaN;
        }
      }
      for (const { metric, day, value } of change.values) {
        const key = `${yearOf(day)} ${metric}`;
        const block = blocks.get(key) ?? new Float64Array(DAYS_PER_BLOCK).fill(Number.NaN);
        block[indexInYear(day)] = value;
        blocks.set(key, block);
      }
      const updated_at = clock.now().toISOString();
      for (const [key, block] of blocks) {
        const year = Number(key.slice(0, key.indexOf(' ')));
        const metric = key.slice(key.indexOf(' ') + 1);
        const body = person.vault.sealBytes(place(metric, year), new Uint8Array(block.buffer));
        await db
          .insertInto('series_block')
          .values({ person_id: person.id, metric, year, updated_at, body })
          .onConflict((conflict) =>
            conflict.columns(['person_id', 'metric', 'year']).doUpdateSet({ updated_at, body }),
          )
          .execute();
      }
    },

    /** Every metric that has a value from `from` to `to`, one slot a day, NaN where there is none. */
    async load(person: Person, from: Day, to: Day): Promise<Map<string, DailySeries>> {
      const first = dayNumber(from);
      const length = Math.max(0, dayNumber(to) - first + 1);
      const rows = await db
        .selectFrom('series_block')
        .select(['metric', 'year', 'body'])
        .where('person_id', '=', person.id)
        .where('year', '>=', yearOf(from))
        .where('year', '<=', yearOf(to))
        .orderBy('metric')
        .orderBy('year')
        .execute();
      const series = new Map<string, DailySeries>();
      for (const row of rows) {
        const entry = series.get(row.metric) ?? {
          metric: row.metric,
          start: from,
          values: new Float64Array(length).fill(Number.NaN),
        };
        const offset = firstOfYear(row.year) - first;
        openBlock(person, row).forEach((value, index) => {
          const target = offset + index;
          if (target >= 0 && target < length && !Number.isNaN(value)) entry.values[target] = value;
        });
        series.set(row.metric, entry);
      }
      for (const [metric, { values }] of series) {
        if (values.every((value) => Number.isNaN(value))) series.delete(metric);
      }
      return series;
    },
  };
}
