import { type ColumnDataType, type Kysely, type Migration, Migrator } from 'kysely';
import { RoundsError } from '../../src/shared/errors.ts';
import { initialMigration } from './001-init.ts';
import { sourcesMigration } from './002-sources.ts';
import { heardUntilMigration } from './003-heard-until.ts';
import { pipelineMigration } from './004-pipeline.ts';
import { digestMigration } from './005-digest.ts';
import { redFlagMigration } from './006-red-flag.ts';
import { roundUsageMigration } from './007-round-usage.ts';
import { shareMigration } from './008-share.ts';
import { noticesMigration } from './009-notices.ts';

/** In the order of their numbers, named by hand: no folder is searched, so nothing can slip in or out. */
export function migrations(bytes: ColumnDataType): Record<string, Migration> {
  return {
    '001-init': initialMigration(bytes),
    '002-sources': sourcesMigration(bytes),
    '003-heard-until': heardUntilMigration,
    '004-pipeline': pipelineMigration(bytes),
    '005-digest': digestMigration(bytes),
    '006-red-flag': redFlagMigration(bytes),
    '007-round-usage': roundUsageMigration,
    '008-share': shareMigration(bytes),
    '009-notices': noticesMigration(bytes),
  };
}

export async function migrate<Schema>(db: Kysely<Schema>, bytes: ColumnDataType): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations(bytes) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw new RoundsError(
    'The database could not be brought to this version. Restore a backup or use the version that wrote it.',
    {
      code: 'internal',
      cause: error,
    },
  );
}
