import { open } from 'node:fs/promises';
import SqliteDatabase from 'better-sqlite3';
import { InputError, NotFoundError, RoundsError } from '../src/shared/errors.ts';
import type { KeyRing, WrappedKey } from '../src/vault/key-ring.ts';
import { BACKUP_FORMAT, type BackupContent, contentOf } from './backup-info.ts';
import { BATCH_ROWS, type TableName, type TableReader } from './copy-tables.ts';
import { migrations } from './migrations/index.ts';

/** A file that has been looked through: a backup of ours, whole, and of a version that is known here. */
export interface BackupFile extends TableReader {
  readonly content: BackupContent;
  readonly madeAt: string;
  /** Of an older version: its tables are not yet those of this one. */
  readonly isOlder: boolean;
  count(table: TableName): number;
  /** Refuses when a key that it needs is not at hand. */
  checkKeys(keyRing: KeyRing): void;
  close(): void;
}

export async function openBackupFile(path: string): Promise<BackupFile> {
  await refuseOther(path);
  const file = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
  try {
    const { madeAt, isOlder } = lookThrough(file, path);
    return {
      content: contentOf(file),
      madeAt,
      isOlder,
      count: (table) => file.prepare(`select count(*) from "${table}"`).pluck().get() as number,
      batches: (table) => batchesOf(file, table),
      checkKeys: (keyRing) => checkKeys(file, keyRing),
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    if (error instanceof SqliteDatabase.SqliteError) throw damaged(path);
    throw error;
  }
}

/** Before the file is handed to SQLite, which would begin a new database in an empty one. */
async function refuseOther(path: string): Promise<void> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new NotFoundError(`There is no file at ${path}.`);
    throw new InputError(`${path} cannot be read.`);
  });
  try {
    const { buffer } = await handle.read(Buffer.alloc(16), 0, 16, 0).catch(() => ({ buffer: Buffer.of() }));
    if (buffer.toString('latin1') !== 'SQLite format 3\0') throw notOurs(path);
  } finally {
    await handle.close();
  }
}

function lookThrough(file: SqliteDatabase.Database, path: string): { madeAt: string; isOlder: boolean } {
  const isBackup = file.prepare("select 1 from sqlite_master where name = 'backup_info'").get() !== undefined;
  if (!isBackup) throw notOurs(path);
  const info = file.prepare('select format, version, made_at from backup_info').get() as
    | { format: number; version: string; made_at: string }
    | undefined;
  if (info === undefined) throw notOurs(path);
  const known = Object.keys(migrations('blob'));
  const applied = file.prepare('select name from kysely_migration').pluck().all() as string[];
  if (info.format > BACKUP_FORMAT || applied.some((name) => !known.includes(name))) {
    throw new RoundsError(
      `${path} was made by a newer rounds (${info.version}). Restore it with that version or a later one.`,
      { code: 'outdated' },
    );
  }
  if (file.pragma('integrity_check', { simple: true }) !== 'ok') throw damaged(path);
  return { madeAt: info.made_at, isOlder: applied.length < known.length };
}

/** Every person's key is tried: a backup that opens in part is found out before anything is touched. */
function checkKeys(file: SqliteDatabase.Database, keyRing: KeyRing): void {
  const rows = file
    .prepare(
      "select id, key_id, wrapped from key_check union all select id, key_id, wrapped_key from person where key_id <> ''",
    )
    .iterate() as IterableIterator<{ id: string; key_id: string; wrapped: WrappedKey }>;
  for (const { id, key_id, wrapped } of rows) {
    try {
      keyRing.personVault(id, { keyId: key_id, wrapped });
    } catch (cause) {
      throw new RoundsError(
        `The backup needs key ${key_id}, and at hand is ${keyRing.keyIds.join(', ')}. Add its key to the key file in a line of its own (or after a comma in ROUNDS_MASTER_KEY). Nothing was changed.`,
        { code: 'wrong-key', cause },
      );
    }
  }
}

function* batchesOf(file: SqliteDatabase.Database, table: string): Iterable<Record<string, unknown>[]> {
  let rows: Record<string, unknown>[] = [];
  for (const row of file.prepare(`select * from "${table}"`).iterate()) {
    rows.push(row as Record<string, unknown>);
    if (rows.length < BATCH_ROWS) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

function notOurs(path: string): InputError {
  return new InputError(`${path} is not a backup: those are made by "rounds backup FILE".`);
}

function damaged(path: string): InputError {
  return new InputError(`${path} is damaged or incomplete. Take another backup.`);
}
