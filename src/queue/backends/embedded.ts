import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { runMigrations } from 'bullmq';
import { PermanentError } from '../../shared/errors.ts';
import type { QueueBackend } from './backend.ts';
import { lockDirectory } from './directory-lock.ts';
import { PglitePool } from './pglite-pool.ts';
import { sqlBackendFactory } from './sql-factory.ts';

const SCHEMA = 'bullmq';

/** PostgreSQL inside this process, on `<directory>/queue`: nothing to install, nothing to start. */
export async function openEmbeddedBackend(directory: string): Promise<QueueBackend> {
  await mkdir(directory, { recursive: true });
  const lock = await lockDirectory(join(directory, 'queue-lock'));
  try {
    const database = await openDatabase(join(directory, 'queue'));
    const pool = new PglitePool(database);
    return {
      kind: 'embedded',
      connect: sqlBackendFactory(pool, SCHEMA),
      exclusive: true,
      assertReachable: async () => undefined,
      warnings: async () => [],
      close: async () => {
        await pool.end();
        await database.close().finally(() => lock.release());
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openDatabase(directory: string): Promise<PGlite> {
  const database = await createDatabase(directory);
  try {
    const client = await new PglitePool(database).connect();
    await runMigrations(client, SCHEMA);
    // One session serves everybody, so the search path is set here once and not per connection.
    await database.exec(`SET search_path TO ${SCHEMA}`);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function createDatabase(directory: string): Promise<PGlite> {
  try {
    // Small log files: the queue of a household would otherwise take 30 MB of them. Read only at the first start.
    return await PGlite.create(directory, { initDbStartParams: ['--wal-segsize=1'] });
  } catch (cause) {
    throw new PermanentError(
      'The job queue on disk cannot be opened; it may be damaged. Move the directory "queue" in the data directory away and start again: it holds only what is still to be done.',
      { cause },
    );
  }
}
