import type { ColumnDataType, Kysely, Migration } from 'kysely';

/** What a pipeline that nothing may stop needs to remember: signs of life, answers paid for, what was told to whom. */
export function pipelineMigration(bytes: ColumnDataType): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('round_step').addColumn('heartbeat_at', 'text').execute();
      await db.schema.createIndex('round_by_state').on('round').columns(['state', 'created_at']).execute();
      await db.schema
        .createTable('model_answer')
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('recorded_at', 'text', (column) => column.notNull())
        .addColumn('body', bytes, (column) => column.notNull())
        .addPrimaryKeyConstraint('model_answer_key', ['person_id', 'key'])
        .execute();
      await db.schema.createIndex('model_answer_by_age').on('model_answer').column('recorded_at').execute();
      await db.schema
        .createTable('contact')
        .addColumn('person_id', 'text', (column) => column.primaryKey().references('person.id'))
        .addColumn('recorded_at', 'text', (column) => column.notNull())
        .addColumn('body', bytes, (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('notification')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('about', 'text', (column) => column.notNull())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('fence', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('updated_at', 'text', (column) => column.notNull())
        .addColumn('reason', 'text')
        .addUniqueConstraint('notification_once', ['person_id', 'kind', 'about', 'channel'])
        .execute();
    },
  };
}
