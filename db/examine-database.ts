import { stat } from 'node:fs/promises';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import type { Database, DatabaseLocation } from './database.ts';
import { postgresDialect } from './dialects/postgres.ts';
import { migrations } from './migrations/index.ts';
import type { Schema } from './schema/index.ts';
import { NO_KEY } from './schema/person.ts';

export interface DatabaseFacts {
  readonly bytes: number;
  /** How its tables stand to this version. */
  readonly version: 'current' | 'older' | 'newer';
  /** SQLite's word on its own file. */
  readonly quickCheck: string | undefined;
  /** What the server's clock shows less what ours does. */
  readonly clockAheadMs: number | undefined;
  /** Unknown while the tables are of another version. */
  readonly content: DatabaseContent | undefined;
}

export interface DatabaseContent {
  /** The master key that counts; undefined before anything was sealed. */
  readonly keyId: string | undefined;
  readonly peopleByKey: readonly (readonly [keyId: string, people: number])[];
  readonly slugs: readonly string[];
  /** Begun before `stuckBefore` and not ended. */
  readonly stuckRounds: number;
  readonly newestRecordAt: string | undefined;
}

/** Reads, and neither creates nor migrates. Throws what the driver throws when the database is not there. */
export async function examineDatabase(
  location: DatabaseLocation,
  { now, stuckBefore }: { readonly now: () => Date; readonly stuckBefore: Date },
): Promise<DatabaseFacts> {
  const db = new Kysely<Schema>({
    dialect:
      location.kind === 'sqlite'
        ? new SqliteDialect({
            database: new SqliteDatabase(location.path, { readonly: true, fileMustExist: true }),
          })
        : postgresDialect(location.url, () => undefined),
  });
  try {
    const version = await versionOf(db);
    return {
      ...(location.kind === 'sqlite' ? await fileFacts(db, location.path) : await serverFacts(db, now)),
      version,
      content: version === 'current' ? await contentOf(db, stuckBefore) : undefined,
    };
  } finally {
    await db.destroy();
  }
}

async function fileFacts(db: Database, path: string) {
  const sizes = await Promise.all([path, `${path}-wal`].map((file) => stat(file).catch(() => ({ size: 0 }))));
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(1)`.execute(db);
  return {
    bytes: sizes.reduce((sum, { size }) => sum + size, 0),
    quickCheck: rows[0]?.quick_check,
    clockAheadMs: undefined,
  };
}

async function serverFacts(db: Database, now: () => Date) {
  const asked = now().getTime();
  const { rows } = await sql<{ bytes: string; at: number }>`
    select pg_database_size(current_database()) as bytes,
      extract(epoch from clock_timestamp())::float8 * 1000 as at`.execute(db);
  const answered = now().getTime();
  return {
    bytes: Number(rows[0]?.bytes ?? 0),
    quickCheck: undefined,
    clockAheadMs: (rows[0]?.at ?? answered) - (asked + answered) / 2,
  };
}

async function versionOf(db: Database): Promise<DatabaseFacts['version']> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return 'older';
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const known = Object.keys(migrations('blob'));
  if (rows.some(({ name }) => !known.includes(name))) return 'newer';
  return rows.length === known.length ? 'current' : 'older';
}

async function contentOf(db: Database, stuckBefore: Date): Promise<DatabaseContent> {
  const people = await db
    .selectFrom('person')
    .select(['slug', 'key_id', 'created_at'])
    .where('key_id', '!=', NO_KEY)
    .execute();
  const current = await db.selectFrom('key_check').select('key_id').executeTakeFirst();
  const stuck = await db
    .selectFrom('round')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('state', '=', 'running')
    .where('created_at', '<', stuckBefore.toISOString())
    .executeTakeFirstOrThrow();
  const newest = await db
    .selectFrom('round')
    .select(({ fn }) => fn.max('created_at').as('at'))
    .executeTakeFirst();
  const byKey = new Map<string, number>();
  for (const { key_id } of people) byKey.set(key_id, (byKey.get(key_id) ?? 0) + 1);
  return {
    keyId: current?.key_id,
    peopleByKey: [...byKey],
    slugs: people.map(({ slug }) => slug),
    stuckRounds: Number(stuck.count),
    newestRecordAt:
      [...people.map(({ created_at }) => created_at), newest?.at ?? ''].sort().at(-1) || undefined,
  };
}
