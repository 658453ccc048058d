import type { WrappedKey } from '../../src/vault/key-ring.ts';
import type { Database } from '../database.ts';
import { personTables } from '../schema/index.ts';
import { NO_KEY } from '../schema/person.ts';
import { withPersonLocked } from '../transaction.ts';

export type ErasureStore = ReturnType<typeof createErasureStore>;

/** Somebody who is to be erased, or whose erasure was begun: known without their key. */
export interface Erasable {
  readonly id: string;
  readonly slug: string;
  readonly createdAt: string;
  readonly isKeyDestroyed: boolean;
}

const NOTHING = Buffer.alloc(0) as unknown as WrappedKey;

export function createErasureStore(db: Database) {
  return {
    async find(slug: string): Promise<Erasable | undefined> {
      const row = await db.selectFrom('person').selectAll().where('slug', '=', slug).executeTakeFirst();
      if (row === undefined) return undefined;
      return { id: row.id, slug, createdAt: row.created_at, isKeyDestroyed: row.key_id === NO_KEY };
    },

    /** How many rows each table has of them, where it has any. */
    async count({ id }: Pick<Erasable, 'id'>): Promise<Map<string, number>> {
      const counts = new Map<string, number>();
      for (const table of personTables.toReversed()) {
        const { count } = await db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number | string>().as('count'))
          .where('person_id', '=', id)
          .executeTakeFirstOrThrow();
        if (Number(count) > 0) counts.set(table, Number(count));
      }
      return counts;
    },

    /** What jobs about them may name: themselves, and what is kept of them under an id of its own. */
    async namesInJobs({ id }: Pick<Erasable, 'id'>): Promise<ReadonlySet<string>> {
      const names = new Set([id]);
      for (const table of ['round', 'notification', 'webhook_event', 'red_flag'] as const) {
        const rows = await db.selectFrom(table).select('id').where('person_id', '=', id).execute();
        for (const row of rows) names.add(row.id);
      }
      return names;
    },

    /** From here on nothing that was ever sealed for them opens, whatever becomes of the rows. */
    async destroyKey(person: Pick<Erasable, 'id'>): Promise<void> {
      await withPersonLocked(db, person, async (transaction) => {
        await transaction
          .updateTable('person')
          .set({ wrapped_key: NOTHING, key_id: NO_KEY })
          .where('id', '=', person.id)
          .execute();
      });
    },
  };
}
