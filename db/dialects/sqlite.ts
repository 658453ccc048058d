import { chmodSync, existsSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { type Dialect, SqliteDialect } from 'kysely';

const BUSY_TIMEOUT_MS = 10_000;

/** One connection, write-ahead log: a reader in another process never waits for a writer. */
export function sqliteDialect(path: string): Dialect {
  return new SqliteDialect({
    database: async () => {
      const isNew = !existsSync(path);
      const database = new SqliteDatabase(path, { timeout: BUSY_TIMEOUT_MS });
      try {
        if (isNew) chmodSync(path, 0o600);
        database.pragma('journal_mode = WAL');
        database.pragma('synchronous = FULL');
        database.pragma('foreign_keys = ON');
        database.pragma('secure_delete = ON');
        return database;
      } catch (error) {
        // The first pragma is where a file that is no database shows; nobody else holds the handle yet.
        database.close();
        throw error;
      }
    },
  });
}
