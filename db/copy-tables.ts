import { sql } from 'kysely';
import type { Database } from './database.ts';
import { type Schema, tablesParentsFirst } from './schema/index.ts';
import type { Transaction } from './transaction.ts';

export type TableName = keyof Schema;
type Row = Readonly<Record<string, unknown>>;
export type TableCounts = Readonly<Record<TableName, number>>;

/** Rows of a table as they lie there: what is sealed stays sealed. */
export interface TableReader {
  batches(table: TableName): AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
}

/** Few enough to be held at once, whatever is in them; many enough not to wait for each. */
export const BATCH_ROWS = 100;

/** Parents before children, so that no row refers to one that is not there yet. */
export async function copyTables(from: TableReader, to: Transaction): Promise<void> {
  for (const table of tablesParentsFirst) {
    for await (const rows of from.batches(table)) {
      await to
        .insertInto(table)
        .values(rows as never)
        .execute();
    }
  }
}

export async function emptyTables(transaction: Transaction): Promise<void> {
  for (const table of tablesParentsFirst.toReversed()) await transaction.deleteFrom(table).execute();
}

export async function countTables(db: Database): Promise<TableCounts> {
  const counts: Partial<Record<TableName, number>> = {};
  for (const table of tablesParentsFirst) {
    const { count } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .executeTakeFirstOrThrow();
    counts[table] = Number(count);
  }
  return counts as TableCounts;
}

/** PostgreSQL hands out a table through a cursor; all of one transaction show the same moment. */
export function postgresTables(transaction: Transaction): TableReader {
  return {
    async *batches(table) {
      await sql`declare table_copy no scroll cursor for select * from ${sql.table(table)}`.execute(
        transaction,
      );
      for (;;) {
        const { rows } = await sql<Row>`fetch ${sql.lit(BATCH_ROWS)} from table_copy`.execute(transaction);
        if (rows.length === 0) break;
        yield rows;
      }
      await sql`close table_copy`.execute(transaction);
    },
  };
}
