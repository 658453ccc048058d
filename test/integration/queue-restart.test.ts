import { Client } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { QueueConfig } from '../../src/queue/open-queue.ts';
import { handle } from '../../src/queue/registry.ts';
import { sampleJob, signalled } from '../support/queue/jobs.ts';
import { closeQueuesAfterwards, expectToSurvive, openForTest } from '../support/queue/restart.ts';
import { postgresSite, redisSite } from '../support/queue/site.ts';
import { describeWithProgram, describeWithService } from '../support/services/available.ts';
import { startPostgres } from '../support/services/postgres.ts';
import { startRedis } from '../support/services/redis.ts';
import { startCluster } from '../support/services/redis-cluster.ts';
import { type OwnSentinels, startSentinels } from '../support/services/redis-sentinel.ts';
import type { OwnServer } from '../support/services/server-process.ts';

const job = sampleJob('sync-person');

function withServer<Server extends OwnServer | OwnSentinels>(start: () => Promise<Server>): () => Server {
  let server: Server | undefined;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(async () => server?.stop());
  return () => {
    if (!server) throw new Error('The server is there only while tests run.');
    return server;
  };
}

describeWithProgram('redis', 'queue on a Redis that is killed and started again', (program) => {
  closeQueuesAfterwards();
  const server = withServer(() => startRedis(program, ['--appendonly', 'yes']));
  it('keeps every job in the append-only file, and goes on by itself', async () => {
    const { location, halt, resume } = server();
    const { config } = await redisSite(location);
    await expectToSurvive(config, { begin: halt, end: resume });
  });
});

describeWithProgram('redis', 'queue on a Redis whose master is killed', (program) => {
  closeQueuesAfterwards();
  const server = withServer(() => startSentinels(program));
  it('goes on with the replica that takes its place', async () => {
    const { location, master, caughtUp } = server();
    const { config } = await redisSite(location);
    const begin = async () => {
      await caughtUp();
      await master.halt();
    };
    await expectToSurvive(config, { begin, end: async () => undefined });
  });
});

describeWithProgram('redis', 'queue on a Redis Cluster that is killed and started again', (program) => {
  closeQueuesAfterwards();
  const server = withServer(() => startCluster(program, ['--appendonly', 'yes']));
  it('keeps every job, and goes on by itself', async () => {
    const { location, halt, resume } = server();
    const { config } = await redisSite(location);
    await expectToSurvive(config, { begin: halt, end: resume });
  });
});

describeWithProgram('postgres', 'queue on a PostgreSQL that is stopped and started again', (programs) => {
  closeQueuesAfterwards();
  const server = withServer(() => startPostgres(programs));
  it('keeps every job, and goes on by itself', async () => {
    const { location, halt, resume } = server();
    const { config } = await postgresSite(location);
    await expectToSurvive(config, { begin: halt, end: resume });
  });
});

describeWithService('postgres', 'queue on a PostgreSQL that ends a connection', (location) => {
  closeQueuesAfterwards();
  it('records how a job ended although the connection broke just then', async () => {
    const site = await postgresSite(location());
    const queue = await openForTest(site.config);
    const runs: string[] = [];
    const [started, mayEnd] = [signalled(), signalled()];
    const run = async (payload: { run: string }) => {
      runs.push(payload.run);
      started.reach();
      await mayEnd.reached;
    };
    await queue.work([handle(job, run)], { queues: ['analysis'] });
    const id = await queue.enqueue(job, { run: 'one' });
    await started.reached;
    await whileTableIsLocked(site.config, async (endWaiting) => {
      mayEnd.reach();
      await endWaiting();
    });
    expect(await queue.waitUntilFinished(id)).toEqual({ state: 'completed' });
    expect(runs).toEqual(['one']);
    await queue.close();
    await site.remove();
  });
});

/** Holds back every change of a job, so that the connection it comes on can be ended in the middle of it. */
async function whileTableIsLocked(
  config: QueueConfig,
  act: (endWaiting: () => Promise<void>) => Promise<void>,
): Promise<void> {
  if (config.kind !== 'postgres') throw new Error('This is no PostgreSQL.');
  const client = new Client({ connectionString: config.url });
  await client.connect();
  try {
    await client.query(`BEGIN; LOCK TABLE ${config.schema}.job IN EXCLUSIVE MODE`);
    await act(async () => {
      const end = `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND relation = '${config.schema}.job'::regclass`;
      await vi.waitUntil(async () => ((await client.query(end)).rowCount ?? 0) > 0, { timeout: 4_000 });
    });
    await client.query('ROLLBACK');
  } finally {
    await client.end();
  }
}
