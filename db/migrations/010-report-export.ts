import type { ColumnDataType, Kysely, Migration } from 'kysely';

/** Files that somebody asked for over HTTP, until they are fetched or their day is over. */
export function reportExportMigration(bytes: ColumnDataType): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('report_export')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('appointment', 'text', (column) => column.notNull())
        .addColumn('as_of', 'text', (column) => column.notNull())
        .addColumn('is_anew', 'integer', (column) => column.notNull())
        .addColumn('formats', 'text', (column) => column.notNull())
        .addColumn('paper', 'text')
        // Refers to no row: looks back are deleted by their own rule, and files stay what they are.
        .addColumn('round_id', 'text')
        .addColumn('reason', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addColumn('manifest', bytes)
        .execute();
      await db.schema
        .createIndex('report_export_by_person')
        .on('report_export')
        .columns(['person_id', 'state'])
        .execute();
      await db.schema
        .createTable('export_file')
        .addColumn('export_id', 'text', (column) => column.notNull().references('report_export.id'))
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('part', 'integer', (column) => column.notNull())
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('body', bytes, (column) => column.notNull())
        .addPrimaryKeyConstraint('export_file_key', ['export_id', 'name', 'part'])
        .execute();
    },
  };
}
