import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';

const CONNECT_TIMEOUT_MS = 5_000;
/** Far beyond any statement of ours: a server that accepts and stays silent must not hang the program. */
const QUERY_TIMEOUT_MS = 60_000;

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
      return pool;
    },
  });
}
