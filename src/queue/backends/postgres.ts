import { isPgPool, type PgPool, quoteSchemaName, runMigrations } from 'bullmq';
import { Client, Pool } from 'pg';
import { ConfigError, TransientError } from '../../shared/errors.ts';
import { queueNames } from '../job.ts';
import type { QueueBackend } from './backend.ts';
import { isOutage } from './outage.ts';
import { OutagePool } from './outage-pool.ts';
import { postgresWarnings } from './postgres-warnings.ts';
import { sqlBackendFactory } from './sql-factory.ts';

const CONNECT_TIMEOUT_MS = 3_000;
/** A server that hangs answers nothing, and does not close the connection either. */
const ANSWER_TIMEOUT_MS = 5_000;
/** Each queue's worker and each queue's event reader keeps one for LISTEN; the rest serve queries. */
const CONNECTIONS = 2 * queueNames.length + 8;

export async function openPostgresBackend(url: string, schema = 'rounds_queue'): Promise<QueueBackend> {
  const connection = { connectionString: url, options: `-c search_path=${quoted(schema)}` };
  try {
    await migrate(connection, schema);
  } catch (error) {
    throw isOutage(error) ? unreachable(error) : error;
  }
  const pool = createPool(connection);
  return {
    kind: 'postgres',
    connect: sqlBackendFactory(pool, schema),
    exclusive: false,
    assertReachable: async () => undefined,
    warnings: () => postgresWarnings(pool),
    close: () => pool.end(),
  };
}

interface Connection {
  readonly connectionString: string;
  readonly options: string;
}

function createPool(connection: Connection): PgPool {
  const pool = new Pool({
    ...connection,
    max: CONNECTIONS,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
  });
  pool.setMaxListeners(0);
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new OutagePool(asBullPool(pool));
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

/** On a connection of its own, for it may take long: whoever comes second waits until the first is through. */
async function migrate(connection: Connection, schema: string): Promise<void> {
  const client = new Client({ ...connection, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await runMigrations(client, schema);
  } finally {
    await client.end();
  }
}

function unreachable(cause: unknown): TransientError {
  return new TransientError(
    'The job queue (PostgreSQL) does not answer. Check QUEUE_URL and that the server is running.',
    { cause },
  );
}
