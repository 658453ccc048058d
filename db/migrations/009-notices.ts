import type { ColumnDataType, Kysely, Migration } from 'kysely';

/** Which pages were worth a notice; browsers that are told, and the key by which this server names itself to them. */
export function noticesMigration(bytes: ColumnDataType): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('announcement')
        .addColumn('round_id', 'text', (column) => column.primaryKey().references('round.id'))
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('as_of', 'text', (column) => column.notNull())
        .addColumn('recorded_at', 'text', (column) => column.notNull())
        .addColumn('is_told', 'integer', (column) => column.notNull())
        .addColumn('body', bytes, (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('announcement_by_day')
        .on('announcement')
        .columns(['person_id', 'as_of'])
        .execute();
      await db.schema
        .createTable('push_subscription')
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('endpoint', 'text', (column) => column.notNull())
        .addColumn('recorded_at', 'text', (column) => column.notNull())
        .addColumn('body', bytes, (column) => column.notNull())
        .addPrimaryKeyConstraint('push_subscription_key', ['person_id', 'endpoint'])
        .execute();
      await db.schema
        .createTable('server_key')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('key_id', 'text', (column) => column.notNull())
        .addColumn('wrapped', bytes, (column) => column.notNull())
        .addColumn('body', bytes, (column) => column.notNull())
        .execute();
    },
  };
}
