import type { Kysely, Migration } from 'kysely';

/** Up to where a collection is known, beside from where. */
export const heardUntilMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('sync_mark').addColumn('heard_until', 'text').execute();
  },
};
