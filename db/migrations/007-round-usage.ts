import type { Kysely, Migration } from 'kysely';

/** What the models of a round have taken, so that all workers together keep to the limit of a round. */
export const roundUsageMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('round_usage')
      .addColumn('round_id', 'text', (column) => column.primaryKey().references('round.id'))
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('input_tokens', 'integer', (column) => column.notNull())
      .addColumn('output_tokens', 'integer', (column) => column.notNull())
      .addColumn('cost', 'double precision', (column) => column.notNull())
      .addColumn('reserved_tokens', 'integer', (column) => column.notNull())
      .addColumn('reserved_cost', 'double precision', (column) => column.notNull())
      .execute();
  },
};
