import { sql } from 'kysely';
import type { Database, DatabaseLocation } from './database.ts';
import { emptyLog } from './empty-log.ts';

/**
 * What was deleted leaves the files as well. SQLite overwrites what it frees (`secure_delete`) once its log is emptied;
 * PostgreSQL keeps an old row in its place until the table is written anew, which for the table with the keys is done
 * here. Whatever else it still has is sealed with a key that is gone.
 */
export async function wipeFreed(db: Database, location: DatabaseLocation): Promise<void> {
  if (location.kind === 'sqlite') await emptyLog(db, location);
  else await sql`vacuum full person`.execute(db);
}
