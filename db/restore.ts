import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError, RoundsError } from '../src/shared/errors.ts';
import { type BackupFile, openBackupFile } from './backup-file.ts';
import { copyTables, countTables, emptyTables, type TableCounts } from './copy-tables.ts';
import { type Database, openDatabase } from './database.ts';
import { tablesParentsFirst } from './schema/index.ts';
import { withTransaction } from './transaction.ts';

/**
 * The database becomes what the backup holds, in one transaction: broken off anywhere, it is as it was before. It must
 * hold nobody, or is emptied first where `replace` says so.
 */
export async function restoreBackup(
  backup: BackupFile,
  db: Database,
  options: { readonly replace: boolean },
): Promise<TableCounts> {
  return withTransaction(db, async (transaction) => {
    // Written to first: so SQLite waits here for whoever writes, instead of failing half-way.
    await transaction.deleteFrom('request_budget').execute();
    const { people } = await transaction
      .selectFrom('person')
      .select(({ fn }) => fn.countAll<number | string>().as('people'))
      .executeTakeFirstOrThrow();
    if (Number(people) > 0 && !options.replace) throw notEmpty(Number(people));
    await emptyTables(transaction);
    await copyTables(backup, transaction);
    const counts = await countTables(transaction);
    const differing = tablesParentsFirst.find((table) => counts[table] !== backup.count(table));
    if (differing !== undefined) throw incomplete(differing);
    return counts;
  });
}

/** A backup of an older version, brought to this one in a copy; the file itself is not touched. */
export async function migratedCopy(
  path: string,
  folder: string,
): Promise<AsyncDisposable & { readonly backup: BackupFile }> {
  const directory = await mkdtemp(join(folder, 'restore-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    const copy = join(directory, 'backup.db');
    await copyFile(path, copy);
    const db = await openDatabase({ kind: 'sqlite', path: copy }, () => undefined);
    await db.destroy();
    const backup = await openBackupFile(copy);
    return {
      backup,
      async [Symbol.asyncDispose]() {
        backup.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function notEmpty(people: number): PermanentError {
  return new PermanentError(
    `The database holds ${people} ${people === 1 ? 'person' : 'people'} already. Restore into an empty one (another ROUNDS_HOME or DATABASE_URL), or let --replace remove what is there.`,
    { code: 'conflict' },
  );
}

function incomplete(table: string): RoundsError {
  return new RoundsError(`The copy does not agree with the backup (${table}). Nothing was changed.`, {
    code: 'internal',
  });
}
