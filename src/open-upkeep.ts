import { existsSync, mkdirSync } from 'node:fs';
import { writeBackup } from '../db/backup.ts';
import { type BackupFile, openBackupFile } from '../db/backup-file.ts';
import { recordBackup } from '../db/backup-record.ts';
import { openDatabase } from '../db/database.ts';
import { emptyLog } from '../db/empty-log.ts';
import { migratedCopy, restoreBackup } from '../db/restore.ts';
import type { KeySource } from './cli/key-source.ts';
import type { RestoreSummary, Upkeep } from './cli/upkeep.ts';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import { examineInstallation } from './examine-installation.ts';
import { changeMasterKey } from './jobs/change-master-key.ts';
import { openKeyRing, openStorage } from './open-storage.ts';
import type { Clock } from './shared/clock.ts';
import { RoundsError } from './shared/errors.ts';
import type { Logger } from './shared/logger.ts';

export interface UpkeepOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly version: string;
}

/** What looks after the data needs the database and the key, and neither queue nor knowledge nor models. */
export function openUpkeep({ config, secrets, logger, clock, version }: UpkeepOptions): Upkeep {
  type Storage = Awaited<ReturnType<typeof openStorage>>;
  const withStorage = async <Result>(work: (storage: Storage) => Promise<Result>): Promise<Result> => {
    mkdirSync(config.home, { recursive: true, mode: 0o700 });
    const storage = await openStorage(config, secrets, clock, logger);
    try {
      return await work(storage);
    } finally {
      await storage.close();
    }
  };
  const keySource = sourceWithoutKey(secrets);
  return {
    keySource,
    keys: () => withStorage(({ stores }) => stores.keys.list()),
    changeMasterKey: (onBatch) =>
      withStorage(async ({ db, stores }) => {
        const change = await changeMasterKey(stores.keys, secrets.masterKey, onBatch);
        await emptyLog(db, config.database);
        return change;
      }),
    backUp: (file, { force }) =>
      withStorage(async ({ db }) => {
        const madeAt = clock.now();
        const made = await writeBackup(db, config.database, file, { version, madeAt, force });
        await recordBackup(config.home, { path: made.path, madeAt: madeAt.toISOString() });
        return made;
      }),
    restore: (file, { replace }) => restore(file, replace, { config, secrets, logger }),
    examine: () => examineInstallation({ config, secrets, keySource, logger, clock }),
  };
}

/** Until the file has been looked through and its keys are at hand, nothing is made or touched here. */
async function restore(
  file: string,
  replace: boolean,
  { config, secrets, logger }: Pick<UpkeepOptions, 'config' | 'secrets' | 'logger'>,
): Promise<RestoreSummary> {
  const backup = await openBackupFile(file);
  try {
    refuseMissingKey(backup, secrets);
    backup.checkKeys(openKeyRing(secrets, { mayCreate: false }));
    mkdirSync(config.home, { recursive: true, mode: 0o700 });
    if (!backup.isOlder) return await take(backup);
    await using copy = await migratedCopy(file, config.home);
    return await take(copy.backup);
  } finally {
    backup.close();
  }

  async function take(current: BackupFile): Promise<RestoreSummary> {
    const db = await openDatabase(config.database, (error) =>
      logger.warn({ err: error }, 'database connection lost'),
    );
    try {
      const counts = await restoreBackup(current, db, { replace });
      await emptyLog(db, config.database);
      const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
      const { person: people, round: rounds } = counts;
      return { madeAt: current.madeAt, people, rounds, rows, target: config.database.kind };
    } finally {
      await db.destroy();
    }
  }
}

function refuseMissingKey({ content }: BackupFile, { masterKey }: Secrets): void {
  if (masterKey.kind !== 'file' || existsSync(masterKey.path)) return;
  throw new RoundsError(
    `The backup needs key ${content.keyIds.join(', ')}, and there is no key file at ${masterKey.path}. Copy it there first (chmod 600). Nothing was changed.`,
    { code: 'wrong-key' },
  );
}

function sourceWithoutKey({ masterKey }: Secrets): KeySource {
  return masterKey.kind === 'file' ? { kind: 'file', path: masterKey.path } : { kind: masterKey.kind };
}
