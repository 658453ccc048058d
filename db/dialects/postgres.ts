import {
  type Dialect,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import pg from 'pg';
import { NotYetError } from '../../src/shared/errors.ts';
import { isOutage } from './outage.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** Far beyond any statement of ours: a server that accepts and stays silent must not hang the program. */
const QUERY_TIMEOUT_MS = 60_000;
/** A restart takes seconds; whoever works for nobody in particular looks again after this long. */
const OUTAGE_PAUSE_MS = 2_000;

export const POSTGRES_AWAY =
  'PostgreSQL does not answer at DATABASE_URL. Check that it runs and that the address and password are right.';

export function postgresDialect(url: string, onError: (error: Error) => void): Dialect {
  return new PostgresDialect({
    pool: async () => {
      const pool = new pg.Pool({
        connectionString: url,
        max: 10,
        connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
        query_timeout: QUERY_TIMEOUT_MS,
      });
      // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
      pool.on('error', onError);
      // The same for one that breaks while it is in use: its query fails, and that is told by whoever asked.
      pool.on('connect', (client) => client.on('error', onError));
      return tellingOutages(pool);
    },
  });
}

/**
 * A database that is away is nobody's mistake and costs no job one of its tries: the error says "not yet". Whether a
 * commit that was not answered has happened is for the next try to find out, as it is after a kill.
 */
function tellingOutages(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => clientTellingOutages(await pool.connect().catch(tellOutage)),
    end: () => pool.end(),
  };
}

function clientTellingOutages(client: pg.PoolClient): PostgresPoolClient {
  function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('Results are read whole here, never by a cursor.');
    return client.query(text, [...values]).catch(tellOutage);
  }
  return { query, release: () => client.release() };
}

function tellOutage(error: unknown): never {
  throw isOutage(error) ? new NotYetError(POSTGRES_AWAY, OUTAGE_PAUSE_MS) : error;
}
