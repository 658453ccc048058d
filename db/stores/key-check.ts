import { RoundsError } from '../../src/shared/errors.ts';
import type { KeyRing, WrappedKey } from '../../src/vault/key-ring.ts';
import type { Database } from '../database.ts';

const ROW = 'master';

/** Whether a key has been used here before. */
export async function isKeyed(db: Database): Promise<boolean> {
  return (await db.selectFrom('key_check').select('id').executeTakeFirst()) !== undefined;
}

/** Refuses a key that did not seal this database, before anything is read or written with it. */
export async function checkKey(db: Database, keyRing: KeyRing): Promise<void> {
  await db
    .insertInto('key_check')
    .values({ id: ROW, key_id: keyRing.keyId, wrapped: keyRing.newWrappedKey(ROW) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom('key_check').selectAll().where('id', '=', ROW).executeTakeFirstOrThrow();
  try {
    keyRing.personVault(ROW, row.wrapped as WrappedKey);
  } catch (cause) {
    throw new RoundsError(
      `The key is not the one these data were sealed with (they want key ${row.key_id}, this is ${keyRing.keyId}). Nothing was changed.`,
      { code: 'wrong-key', cause },
    );
  }
}
