import type { DailySeries, DailyValue } from '../../src/domain/series.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { type Day, dayNumber } from '../../src/shared/day.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { SeriesBlockTable } from '../schema/series-block.ts';
import { type Transaction, withPersonLocked } from '../transaction.ts';
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

const keyOf = (metric: string, year: number): string => JSON.stringify([metric, year]);

interface Block {
  readonly metric: string;
  readonly year: number;
  readonly values: Float64Array;
}

export function createSeriesStore(db: Database, clock: Clock) {
  return {
    write(person: Person, change: SeriesChange): Promise<void> {
      return withPersonLocked(db, person, async (transaction) => {
        const blocks = await affectedBlocks(transaction, person, change);
        for (const metric of change.metrics) {
          for (const day of change.days) {
            const block = blocks.get(keyOf(metric, yearOf(day)));
            if (block !== undefined) block.values[indexInYear(day)] = Number.NaN;
          }
        }
        for (const { metric, day, value } of change.values) {
          const year = yearOf(day);
          const block = blocks.get(keyOf(metric, year)) ?? emptyBlock(metric, year);
          block.values[indexInYear(day)] = value;
          blocks.set(keyOf(metric, year), block);
        }
        const updatedAt = clock.now().toISOString();
        await saveBlocks(transaction, person, [...blocks.values()], updatedAt);
      });
    },

    /** The years that anything is kept of; undefined where nothing is. */
    async years(person: Person): Promise<{ readonly first: number; readonly last: number } | undefined> {
      const row = await db
        .selectFrom('series_block')
        .select(({ fn }) => [fn.min('year').as('first'), fn.max('year').as('last')])
        .where('person_id', '=', person.id)
        .executeTakeFirst();
      return row?.first === null || row === undefined ? undefined : { first: row.first, last: row.last };
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

function emptyBlock(metric: string, year: number): Block {
  return { metric, year, values: new Float64Array(DAYS_PER_BLOCK).fill(Number.NaN) };
}

function openBlock(person: Person, row: Pick<SeriesBlockTable, 'metric' | 'year' | 'body'>): Float64Array {
  const bytes = person.vault.openBytes(place(row.metric, row.year), row.body);
  // Copied: the opened bytes need not begin at a multiple of eight.
  return new Float64Array(Uint8Array.from(bytes).buffer);
}

/** The blocks of all that is cleared and all that is written: one that is not read here would be replaced. */
async function affectedBlocks(
  transaction: Transaction,
  person: Person,
  { days, metrics, values }: SeriesChange,
): Promise<Map<string, Block>> {
  const years = new Set([...days, ...values.map(({ day }) => day)].map(yearOf));
  const names = new Set([...metrics, ...values.map(({ metric }) => metric)]);
  if (years.size === 0 || names.size === 0) return new Map();
  const rows = await transaction
    .selectFrom('series_block')
    .select(['metric', 'year', 'body'])
    .where('person_id', '=', person.id)
    .where('metric', 'in', [...names])
    .where('year', 'in', [...years])
    .execute();
  return new Map(
    rows.map((row) => [
      keyOf(row.metric, row.year),
      { metric: row.metric, year: row.year, values: openBlock(person, row) },
    ]),
  );
}

/** Far from what either database takes as parameters of one statement. */
const BLOCKS_PER_STATEMENT = 500;

async function saveBlocks(
  transaction: Transaction,
  person: Person,
  blocks: readonly Block[],
  updated_at: string,
): Promise<void> {
  for (let start = 0; start < blocks.length; start += BLOCKS_PER_STATEMENT) {
    const rows = blocks.slice(start, start + BLOCKS_PER_STATEMENT).map(({ metric, year, values }) => ({
      person_id: person.id,
      metric,
      year,
      updated_at,
      body: person.vault.sealBytes(place(metric, year), new Uint8Array(values.buffer)),
    }));
    await transaction
      .insertInto('series_block')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['person_id', 'metric', 'year']).doUpdateSet(({ ref }) => ({
          updated_at: ref('excluded.updated_at'),
          body: ref('excluded.body'),
        })),
      )
      .execute();
  }
}
