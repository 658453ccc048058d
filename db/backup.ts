import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { InputError, RoundsError } from '../src/shared/errors.ts';
import { type BackupInfo, stampBackup } from './backup-info.ts';
import { copyTables, countTables, postgresTables } from './copy-tables.ts';
import { type Database, type DatabaseLocation, openDatabase } from './database.ts';
import { placeFile } from './place-file.ts';
import { withTransaction } from './transaction.ts';

export interface BackupSummary {
  readonly path: string;
  readonly bytes: number;
  readonly people: number;
  readonly rounds: number;
  /** The master keys without which it does not open; one, but while the key is being changed. */
  readonly keyIds: readonly string[];
}

export interface BackupOptions {
  readonly version: string;
  readonly madeAt: Date;
  /** Whether a file that is there may be replaced. */
  readonly force: boolean;
}

/** Pages copied before others get a turn: some 2 MB. */
const PAGES_AT_ONCE = 500;

/** One SQLite file, whatever it was taken from, of one moment, while everything else goes on. */
export async function writeBackup(
  db: Database,
  location: DatabaseLocation,
  file: string,
  options: BackupOptions,
): Promise<BackupSummary> {
  const path = await placeFor(file, location, options.force);
  const info: Omit<BackupInfo, 'keyId'> = {
    version: options.version,
    madeAt: options.madeAt.toISOString(),
    source: location.kind,
  };
  const summary = await placeFile(path, async (part) => {
    if (location.kind === 'sqlite') await copyOnline(location.path, part);
    else await copyFromServer(db, part);
    return stampBackup(part, info);
  });
  return { ...summary, path, bytes: (await stat(path)).size };
}

/** In a read transaction the copy is of one moment and is never begun again, however much is written meanwhile. */
async function copyOnline(from: string, part: string): Promise<void> {
  const source = new SqliteDatabase(from, { readonly: true, fileMustExist: true });
  try {
    source.exec('begin');
    source.prepare('select count(*) from person').get();
    await source.backup(part, { progress: () => PAGES_AT_ONCE });
  } finally {
    source.close();
  }
}

async function copyFromServer(db: Database, part: string): Promise<void> {
  const target = await openDatabase({ kind: 'sqlite', path: part }, () => undefined);
  try {
    await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (source) => {
        await withTransaction(target, (copy) => copyTables(postgresTables(source), copy));
        const [there, here] = [await countTables(source), await countTables(target)];
        if (JSON.stringify(there) !== JSON.stringify(here)) throw incomplete();
      });
  } finally {
    await target.destroy();
  }
}

/** Where the file really comes to lie. */
async function placeFor(file: string, location: DatabaseLocation, force: boolean): Promise<string> {
  const folder = await realpath(dirname(file)).catch(() => undefined);
  if (folder === undefined || !(await stat(folder)).isDirectory()) {
    throw new InputError(`There is no folder ${dirname(file)} to write the backup to.`);
  }
  const path = join(folder, basename(file));
  const live = location.kind === 'sqlite' ? await realpath(location.path) : undefined;
  if (live !== undefined && [live, `${live}-wal`, `${live}-shm`].includes(path)) {
    throw new InputError(`${path} is the database itself. Name another file for the backup.`);
  }
  const found = await lstat(path).catch(() => undefined);
  if (found !== undefined && !found.isFile()) {
    throw new InputError(`${path} is not a file, so no backup is written there.`);
  }
  if (found !== undefined && !force) {
    throw new InputError(`${path} is there already. Name another file, or replace it with --force.`);
  }
  return path;
}

function incomplete(): RoundsError {
  return new RoundsError('The backup does not agree with the database and was thrown away. Try again.', {
    code: 'internal',
  });
}
