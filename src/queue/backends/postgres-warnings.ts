import type { PgPool } from 'bullmq';

/** What is said of a setting under which a job that was taken can be gone after the machine stopped. */
const SETTINGS = {
  fsync: 'PostgreSQL may lose or damage everything, jobs included, when its machine stops (fsync is off).',
  synchronous_commit:
    'PostgreSQL may lose the latest jobs when its machine stops (synchronous_commit is off).',
};

export async function postgresWarnings(pool: PgPool): Promise<string[]> {
  const { rows } = await pool.query<{ name: keyof typeof SETTINGS }>(
    "SELECT name FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') AND setting = 'off' ORDER BY name",
  );
  return rows.map(
    ({ name }) => `${SETTINGS[name]} Set: ALTER SYSTEM SET ${name} = on; SELECT pg_reload_conf();`,
  );
}
