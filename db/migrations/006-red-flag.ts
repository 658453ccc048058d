import type { ColumnDataType, Kysely, Migration } from 'kysely';

/** The log of red flags. */
export function redFlagMigration(bytes: ColumnDataType): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('red_flag')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('recorded_at', 'text', (column) => column.notNull())
        .addColumn('digest', 'text', (column) => column.notNull())
        .addColumn('body', bytes, (column) => column.notNull())
        .addUniqueConstraint('red_flag_once', ['person_id', 'digest'])
        .execute();
      await db.schema.createIndex('red_flag_by_day').on('red_flag').columns(['day', 'person_id']).execute();
    },
  };
}
