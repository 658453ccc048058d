import { sql } from 'kysely';
import type { Database, DatabaseLocation } from './database.ts';

/** SQLite's log keeps what a page held before until it is written over: here it is emptied, as far as readers let it. */
export async function emptyLog(db: Database, { kind }: DatabaseLocation): Promise<void> {
  if (kind === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db);
}
