import type { JsonWebKey } from 'node:crypto';
import type { KeyRing } from '../../src/vault/key-ring.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import { type Transaction, withTransaction } from '../transaction.ts';
import { lockCurrentKey } from './key-check.ts';

const place = (id: string): Place => ({ table: 'server_key', column: 'body', row: id });

/** Key pairs that belong to the installation and to nobody in it. */
export function createServerKeyStore(db: Database, keyRing: KeyRing) {
  const find = async (id: string): Promise<JsonWebKey | undefined> => {
    const row = await db.selectFrom('server_key').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) return undefined;
    const vault = keyRing.personVault(ownerOf(id), { keyId: row.key_id, wrapped: row.wrapped });
    return vault.open(place(id), row.body);
  };

  return {
    /** The one that is kept under this name, or the one that `make` gives, kept from now on. */
    async findOrMake(id: string, make: () => JsonWebKey): Promise<JsonWebKey> {
      const kept = await find(id);
      if (kept !== undefined) return kept;
      const made = make();
      await withTransaction(db, async (transaction) => {
        const keyId = await lockCurrentKey(transaction, keyRing);
        const wrapped = keyRing.newWrappedKey(ownerOf(id), keyId);
        const vault = keyRing.personVault(ownerOf(id), { keyId, wrapped });
        await transaction
          .insertInto('server_key')
          .values({ id, key_id: keyId, wrapped, body: vault.seal(place(id), made) })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
      });
      return (await find(id)) ?? made;
    },
  };
}

/** When another master key comes to count: in the same transaction, so that none is ever left under a former one. */
export async function rewrapServerKeys(
  transaction: Transaction,
  keyRing: KeyRing,
  keyId: string,
): Promise<void> {
  const rows = await transaction.selectFrom('server_key').select(['id', 'key_id', 'wrapped']).execute();
  for (const row of rows) {
    const wrapped = keyRing.rewrap(ownerOf(row.id), { keyId: row.key_id, wrapped: row.wrapped }, keyId);
    await transaction
      .updateTable('server_key')
      .set({ wrapped, key_id: keyId })
      .where('id', '=', row.id)
      .execute();
  }
}

/** What a wrapped key is bound to; no person has such an id. */
function ownerOf(id: string): string {
  return `server key ${id}`;
}
