import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';

export function postgresDialect(url: string, onError: (error: Error) => void): Dialect {
  return new PostgresDialect({
    pool: async () => {
      const pool = new pg.Pool({ connectionString: url, max: 10 });
      // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
      pool.on('error', onError);
      return pool;
    },
  });
}
