import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, sql } from 'kysely';
import { RoundsError } from '../src/shared/errors.ts';
import { POSTGRES_AWAY, postgresDialect } from './dialects/postgres.ts';
import { sqliteDialect } from './dialects/sqlite.ts';
import { migrate } from './migrations/index.ts';
import type { Schema } from './schema/index.ts';

export type Database = Kysely<Schema>;

export type DatabaseLocation =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** Opens, and brings the schema to this version. */
export async function openDatabase(
  location: DatabaseLocation,
  onError: (error: Error) => void,
): Promise<Database> {
  const dialect =
    location.kind === 'sqlite' ? sqliteDialect(location.path) : postgresDialect(location.url, onError);
  const db = new Kysely<Schema>({ dialect });
  try {
    if (location.kind === 'sqlite') mkdirSync(dirname(location.path), { recursive: true, mode: 0o700 });
    // Asked first: the migrator takes a server that does not answer for a failed migration.
    await sql`select 1`.execute(db);
    await migrate(db, location.kind === 'sqlite' ? 'blob' : 'bytea');
    return db;
  } catch (cause) {
    await db.destroy();
    if (cause instanceof RoundsError) throw cause;
    throw new RoundsError(unreachable(location), { code: 'unavailable', retryable: true, cause });
  }
}

/** Rejects when the database does not answer. */
export async function pingDatabase(db: Database): Promise<void> {
  await sql`select 1`.execute(db);
}

function unreachable(location: DatabaseLocation): string {
  return location.kind === 'sqlite'
    ? `The database file ${location.path} does not open. Check that it is a rounds database and that you may write it.`
    : POSTGRES_AWAY;
}
