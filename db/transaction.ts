import type { Transaction as KyselyTransaction } from 'kysely';
import { PersonGoneError } from '../src/shared/errors.ts';
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
  // Inside a transaction already: what is done belongs to it.
  return db.isTransaction ? work(db as Transaction) : db.transaction().execute(work);
}

/** Whose lock a transaction holds already. */
const locked = new WeakMap<Transaction, Set<string>>();

/**
 * One transaction that changes what is kept of a person, one such at a time for each person: whoever reads before
 * writing (which revision is the last, what a block held) must not do so beside another. The lock is an update that
 * changes nothing, the one way to ask for it that both dialects have; as the first statement it also makes SQLite
 * wait for another process's writer instead of failing half-way.
 */
export function withPersonLocked<Result>(
  db: Database,
  person: { readonly id: string },
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return withTransaction(db, async (transaction) => {
    const held = locked.get(transaction) ?? new Set();
    // What is done together asks once for each part of it.
    if (held.has(person.id)) return work(transaction);
    const result = await transaction
      .updateTable('person')
      .set(({ ref }) => ({ timezone: ref('timezone') }))
      .where('id', '=', person.id)
      .executeTakeFirst();
    if (result.numUpdatedRows !== 1n) throw new PersonGoneError();
    locked.set(transaction, held.add(person.id));
    return work(transaction);
  });
}

/** The two dialects' words for "this key is taken". */
export function isUniqueViolation(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === '23505';
}
