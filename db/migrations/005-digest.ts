import type { ColumnDataType, Kysely, Migration } from 'kysely';

/** Weeks, and what finding the pages of a week and the notices that did not arrive need. */
export function digestMigration(bytes: ColumnDataType): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('digest')
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('week_ending', 'text', (column) => column.notNull())
        .addColumn('recorded_at', 'text', (column) => column.notNull())
        .addColumn('body', bytes, (column) => column.notNull())
        .addPrimaryKeyConstraint('digest_key', ['person_id', 'week_ending'])
        .execute();
      await db.schema.createIndex('page_by_day').on('page').columns(['person_id', 'as_of']).execute();
      await db.schema
        .createIndex('notification_by_state')
        .on('notification')
        .columns(['state', 'updated_at'])
        .execute();
    },
  };
}
