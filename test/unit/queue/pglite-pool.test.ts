import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PglitePool } from '../../../src/queue/backends/pglite-pool.ts';

let database: PGlite;
let pool: PglitePool;

beforeAll(async () => {
  database = await PGlite.create();
  pool = new PglitePool(database);
  await pool.query('create table t (n int); create table u (n int)');
});
afterAll(() => database.close());

describe('PglitePool', () => {
  it('answers like pg: rows and their number, bigint and json read', async () => {
    const { rows, rowCount } = await pool.query('select $1::bigint as big, $2::jsonb as json', [
      5,
      '{"a":1}',
    ]);
    expect(rows).toEqual([{ big: 5, json: { a: 1 } }]);
    expect((await pool.query('insert into u values ($1), ($2)', [1, 2])).rowCount).toBe(2);
    expect(rowCount).toBe(0);
  });

  it('keeps others out of a transaction', async () => {
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('insert into t values ($1)', [1]);
    let outsideDone = false;
    const outside = pool.query<{ count: number }>('select count(*)::int as count from t').then((result) => {
      outsideDone = true;
      return result.rows[0]?.count;
    });
    await client.query('select 1');
    expect(outsideDone).toBe(false);
    await client.query('ROLLBACK');
    expect(await outside).toBe(0);
    client.release();
  });

  it('lets the others go on when a client is given back in the middle of a transaction', async () => {
    const client = await pool.connect();
    await client.query('BEGIN');
    client.release();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('delivers notifications to every client that listens, also after comments', async () => {
    const [first, second, deaf] = await Promise.all([pool.connect(), pool.connect(), pool.connect()]);
    const heard: string[] = [];
    const told = Promise.all(
      [first, second].map(
        (client, index) =>
          new Promise<void>((resolve) => {
            client.on('notification', ({ channel, payload }) => {
              heard.push(`${index} ${channel} ${payload}`);
              resolve();
            });
          }),
      ),
    );
    deaf.on('notification', () => heard.push('deaf'));
    await first.query('-- a comment\n-- another; one\nLISTEN jobs;\n');
    await second.query('LISTEN "jobs"');
    await pool.query("select pg_notify('jobs', $1)", ['sources']);
    await told;
    await second.query('-- enough\nUNLISTEN jobs');
    first.release();
    await pool.query("select pg_notify('jobs', $1)", ['nobody']);
    expect(heard.sort()).toEqual(['0 jobs sources', '1 jobs sources']);
  });

  it('passes errors on with their code, and goes on', async () => {
    await expect(pool.query('select * from missing where n = $1', [1])).rejects.toMatchObject({
      code: '42P01',
    });
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('refuses after its end in the words that BullMQ knows', async () => {
    const ended = new PglitePool(database);
    await ended.end();
    await expect(ended.query('select 1')).rejects.toThrow('after calling end on the pool');
  });
});
