import { RoundsError } from '../../src/shared/errors.ts';
import type { KeyRing, WrappedKey } from '../../src/vault/key-ring.ts';
import type { Database } from '../database.ts';
import type { Transaction } from '../transaction.ts';

const ROW = 'master';

/** Whether a key has been used here before. */
export async function isKeyed(db: Database): Promise<boolean> {
  return (await db.selectFrom('key_check').select('id').executeTakeFirst()) !== undefined;
}

/** Refuses a key that did not seal this database, before anything is read or written with it. */
export async function checkKey(db: Database, keyRing: KeyRing): Promise<void> {
  await makeKeyCheck(db, keyRing);
  const row = await db.selectFrom('key_check').selectAll().where('id', '=', ROW).executeTakeFirstOrThrow();
  try {
    keyRing.personVault(ROW, { keyId: row.key_id, wrapped: row.wrapped as WrappedKey });
  } catch (cause) {
    throw new RoundsError(
      `The key is not the one these data were sealed with (they want key ${row.key_id}, this is ${keyRing.keyId}). Nothing was changed.`,
      { code: 'wrong-key', cause },
    );
  }
}

/**
 * The master key that counts now, and nobody changes it until the transaction ends. The database says which it is, not
 * the process: one that has not heard of a change yet would wrap with a key that is about to be put away. An update
 * that changes nothing is the one lock that both dialects have.
 */
export async function lockCurrentKey(transaction: Transaction, keyRing: KeyRing): Promise<string> {
  await makeKeyCheck(transaction, keyRing);
  const { key_id } = await transaction
    .updateTable('key_check')
    .set(({ ref }) => ({ key_id: ref('key_id') }))
    .where('id', '=', ROW)
    .returning('key_id')
    .executeTakeFirstOrThrow();
  return key_id;
}

/** Makes another key of the ring the one that counts. */
export async function changeCurrentKey(
  transaction: Transaction,
  keyRing: KeyRing,
  keyId: string,
): Promise<void> {
  await transaction
    .updateTable('key_check')
    .set({ key_id: keyId, wrapped: keyRing.newWrappedKey(ROW, keyId) })
    .where('id', '=', ROW)
    .execute();
}

async function makeKeyCheck(db: Database, keyRing: KeyRing): Promise<void> {
  await db
    .insertInto('key_check')
    .values({ id: ROW, key_id: keyRing.keyId, wrapped: keyRing.newWrappedKey(ROW) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
