import type { ColumnDataType, Kysely, Migration } from 'kysely';

/** `bytes` is the only type the two dialects spell differently. */
export function initialMigration(bytes: ColumnDataType): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await createPeople(db, bytes);
      await createRecords(db, bytes);
      await createRounds(db, bytes);
    },
  };
}

async function createPeople(db: Kysely<unknown>, bytes: ColumnDataType): Promise<void> {
  await db.schema
    .createTable('key_check')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('wrapped', bytes, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('person')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('slug', 'text', (column) => column.notNull().unique())
    .addColumn('timezone', 'text', (column) => column.notNull())
    .addColumn('wrapped_key', bytes, (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('oura_connection')
    .addColumn('person_id', 'text', (column) => column.primaryKey().references('person.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('refresh_claimed_at', 'text')
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('tokens', bytes, (column) => column.notNull())
    .execute();
}

async function createRecords(db: Kysely<unknown>, bytes: ColumnDataType): Promise<void> {
  await db.schema
    .createTable('raw_document')
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('collection', 'text', (column) => column.notNull())
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('day', 'text')
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('recorded_at', 'text', (column) => column.notNull())
    .addColumn('body', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('raw_document_key', [
      'person_id',
      'source',
      'collection',
      'document_id',
      'revision',
    ])
    .execute();
  await db.schema.createIndex('raw_document_day').on('raw_document').columns(['person_id', 'day']).execute();
  await db.schema
    .createTable('check_in')
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('reporter', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('recorded_at', 'text', (column) => column.notNull())
    .addColumn('body', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('check_in_key', ['person_id', 'day', 'reporter', 'revision'])
    .execute();
  await db.schema
    .createTable('profile_entry')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('day', 'text')
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('recorded_at', 'text', (column) => column.notNull())
    .addColumn('superseded_at', 'text')
    .addColumn('body', bytes, (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('profile_entry_person')
    .on('profile_entry')
    .columns(['person_id', 'kind'])
    .execute();
  await db.schema
    .createTable('series_block')
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('metric', 'text', (column) => column.notNull())
    .addColumn('year', 'integer', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('body', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('series_block_key', ['person_id', 'metric', 'year'])
    .execute();
}

async function createRounds(db: Kysely<unknown>, bytes: ColumnDataType): Promise<void> {
  await db.schema
    .createTable('round')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('slot', 'text', (column) => column.notNull())
    .addColumn('as_of', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('finished_at', 'text')
    .addColumn('reason', 'text')
    .addUniqueConstraint('round_slot', ['person_id', 'slot'])
    .execute();
  await db.schema
    .createTable('round_step')
    .addColumn('round_id', 'text', (column) => column.notNull().references('round.id'))
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('fence', 'integer', (column) => column.notNull())
    .addColumn('claimed_at', 'text', (column) => column.notNull())
    .addColumn('finished_at', 'text')
    .addColumn('reason', 'text')
    .addPrimaryKeyConstraint('round_step_key', ['round_id', 'step'])
    .execute();
  await createResults(db, bytes);
}

async function createResults(db: Kysely<unknown>, bytes: ColumnDataType): Promise<void> {
  await db.schema
    .createTable('finding_set')
    .addColumn('round_id', 'text', (column) => column.primaryKey().references('round.id'))
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('engine', 'text', (column) => column.notNull())
    .addColumn('data_hash', 'text', (column) => column.notNull())
    .addColumn('recorded_at', 'text', (column) => column.notNull())
    .addColumn('body', bytes, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('interpretation')
    .addColumn('round_id', 'text', (column) => column.notNull().references('round.id'))
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('agent', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('prompt_hash', 'text', (column) => column.notNull())
    .addColumn('packet_hash', 'text', (column) => column.notNull())
    .addColumn('input_tokens', 'integer', (column) => column.notNull())
    .addColumn('output_tokens', 'integer', (column) => column.notNull())
    .addColumn('rejected', 'integer', (column) => column.notNull())
    .addColumn('recorded_at', 'text', (column) => column.notNull())
    .addColumn('body', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('interpretation_key', ['round_id', 'agent'])
    .execute();
  await db.schema
    .createTable('page')
    .addColumn('round_id', 'text', (column) => column.primaryKey().references('round.id'))
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('as_of', 'text', (column) => column.notNull())
    .addColumn('recorded_at', 'text', (column) => column.notNull())
    .addColumn('body', bytes, (column) => column.notNull())
    .execute();
}
