import type { Transaction as KyselyTransaction } from 'kysely';
import type { Database } from './database.ts';
import type { Schema } from './schema/index.ts';

export type Transaction = KyselyTransaction<Schema>;

/**
 * Runs `work` in one transaction. Only `transaction` may be used inside: SQLite has one connection, and asking the
 * outer `db` for it there would wait for itself. Nothing slow (network, model) is awaited inside either.
 */
export function withTransaction<Result>(
  db: Database,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute(work);
}

/** The two dialects' words for "this key is taken". */
export function isUniqueViolation(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === '23505';
}
