import { isPgPool, type PgPool, quoteSchemaName, runMigrations } from 'bullmq';
import { Pool } from 'pg';
import { ConfigError, TransientError } from '../../shared/errors.ts';
import type { QueueBackend } from './backend.ts';
import { isOutage } from './outage.ts';
import { sqlBackendFactory } from './sql-factory.ts';

const CONNECT_TIMEOUT_MS = 3_000;
/** Each of four workers and four event readers keeps one for LISTEN; the rest serve queries. */
const CONNECTIONS = 16;

export async function openPostgresBackend(url: string, schema = 'rounds_queue'): Promise<QueueBackend> {
  const pool = createPool(url, schema);
  try {
    await migrate(pool, schema);
  } catch (error) {
    await pool.end();
    throw isOutage(error) ? unreachable(error) : error;
  }
  return {
    kind: 'postgres',
    connect: sqlBackendFactory(pool, schema),
    exclusive: false,
    assertReachable: async () => undefined,
    warnings: async () => [],
    close: () => pool.end(),
  };
}

function createPool(url: string, schema: string): PgPool {
  const pool = new Pool({
    connectionString: url,
    options: `-c search_path=${quoted(schema)}`,
    max: CONNECTIONS,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  pool.setMaxListeners(0);
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return asBullPool(pool);
}

/** BullMQ describes the part of `pg.Pool` it uses; the two descriptions differ only in how listeners are typed. */
function asBullPool(pool: unknown): PgPool {
  if (!isPgPool(pool)) throw new TypeError('This is not a pool of the pg driver.');
  return pool;
}

function quoted(schema: string): string {
  try {
    return quoteSchemaName(schema);
  } catch {
    throw new ConfigError('The schema of the job queue is a plain name: letters, digits and underscores.');
  }
}

async function migrate(pool: PgPool, schema: string): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    client.release();
  }
}

function unreachable(cause: unknown): TransientError {
  return new TransientError(
    'The job queue (PostgreSQL) does not answer. Check QUEUE_URL and that the server is running.',
    { cause },
  );
}
