import type { ColumnDataType, Kysely, Migration } from 'kysely';

/** What fetching from a cloud needs to know between two fetches. */
export function sourcesMigration(bytes: ColumnDataType): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('sync_mark')
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('collection', 'text', (column) => column.notNull())
        .addColumn('covered_from', 'text', (column) => column.notNull())
        .addColumn('updated_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('sync_mark_key', ['person_id', 'collection'])
        .execute();
      await db.schema
        .createTable('oura_authorisation')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('body', bytes, (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('request_budget')
        .addColumn('key', 'text', (column) => column.primaryKey())
        .addColumn('window_start', 'bigint', (column) => column.notNull())
        .addColumn('used', 'integer', (column) => column.notNull())
        .addColumn('paused_until', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('webhook_event')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('collection', 'text', (column) => column.notNull())
        .addColumn('document_id', 'text', (column) => column.notNull())
        .addColumn('operation', 'text', (column) => column.notNull())
        .addColumn('received_at', 'text', (column) => column.notNull())
        .addColumn('handled_at', 'text')
        .execute();
      await db.schema.alterTable('oura_connection').addColumn('account', 'text').execute();
      await db.schema
        .createIndex('oura_connection_account')
        .on('oura_connection')
        .column('account')
        .execute();
    },
  };
}
