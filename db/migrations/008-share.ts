import type { ColumnDataType, Kysely, Migration } from 'kysely';

/** Links that show somebody else a page, and when they were used. */
export function shareMigration(bytes: ColumnDataType): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('share_link')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('digest', 'text', (column) => column.notNull().unique())
        // Refers to no row: a link to a page that is gone shows nothing, and must not keep the page from going.
        .addColumn('round_id', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addColumn('revoked_at', 'text')
        .addColumn('wrong_tries', 'integer', (column) => column.notNull())
        .addColumn('locked_until', 'text')
        .addColumn('body', bytes, (column) => column.notNull())
        .execute();
      await db.schema.createIndex('share_link_by_person').on('share_link').column('person_id').execute();
      await db.schema
        .createTable('share_access')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('link_id', 'text', (column) => column.notNull().references('share_link.id'))
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('accessed_at', 'text', (column) => column.notNull())
        .addColumn('fetched', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('share_access_by_link')
        .on('share_access')
        .columns(['link_id', 'accessed_at'])
        .execute();
    },
  };
}
