import { Redis } from 'ioredis';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { openQueue, type QueueConfig } from '../../src/queue/open-queue.ts';
import { handle } from '../../src/queue/registry.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { sampleJob } from '../support/queue/jobs.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { postgresSite, type QueueSite, redisSite } from '../support/queue/site.ts';
import { describeWithProgram, describeWithService } from '../support/services/available.ts';
import { startPostgres } from '../support/services/postgres.ts';
import { startRedis } from '../support/services/redis.ts';
import { startCluster } from '../support/services/redis-cluster.ts';
import type { RunningService } from '../support/services/server-process.ts';

const options = { logger: silentLogger, clock: systemClock };
const job = sampleJob('sync-person');

const evicts =
  /^Redis may drop jobs when it is full .*maxmemory-policy is allkeys-lru.*CONFIG SET maxmemory-policy noeviction/;
const forgets = /^Redis forgets all jobs when it is restarted .*CONFIG SET appendonly yes/;

async function warningsOf(config: QueueConfig): Promise<readonly string[]> {
  await using queue = await openQueue(config, options);
  return await queue.warnings();
}

async function redisWarningsOf(server: RunningService): Promise<readonly string[]> {
  try {
    return await warningsOf((await redisSite(server.location)).config);
  } finally {
    await server.stop();
  }
}

describeWithProgram('redis', 'settings of Redis', (program) => {
  it('are fine with an append-only file, or with snapshots', async () => {
    expect(await redisWarningsOf(await startRedis(program, ['--appendonly', 'yes']))).toEqual([]);
    expect(await redisWarningsOf(await startRedis(program, ['--save', '3600 1']))).toEqual([]);
  });

  it('are warned of when jobs can get lost', async () => {
    const server = await startRedis(program, ['--maxmemory-policy', 'allkeys-lru']);
    expect(await redisWarningsOf(server)).toEqual([
      expect.stringMatching(evicts),
      expect.stringMatching(forgets),
    ]);
  });

  it('are read from INFO where CONFIG is forbidden, and not at all where both are', async () => {
    const settings = ['--maxmemory-policy', 'allkeys-lru', '--rename-command', 'CONFIG', ''];
    expect(await redisWarningsOf(await startRedis(program, settings))).toEqual([
      expect.stringMatching(evicts),
      expect.stringMatching(/^Redis may forget jobs when it is restarted/),
    ]);
    const mute = await startRedis(program, settings);
    const admin = new Redis(mute.location);
    await admin.call('ACL', 'SETUSER', 'worker', 'on', '>secret', '~*', '&*', '+@all', '-info');
    admin.disconnect();
    const location = mute.location.replace('://', '://worker:secret@');
    expect(await redisWarningsOf({ ...mute, location })).toEqual([]);
  });

  it('are those of every master of a cluster', async () => {
    const cluster = await startCluster(program, ['--appendonly', 'yes']);
    const ports = [...cluster.location.matchAll(/:(\d+)/g)].map(([, port]) => Number(port));
    const wrong = new Redis(ports[1] ?? 0, '127.0.0.1');
    await wrong.config('SET', 'maxmemory-policy', 'allkeys-lru');
    wrong.disconnect();
    const warnings = await redisWarningsOf(cluster);
    expect(warnings).toEqual([expect.stringMatching(evicts)]);
    expect(warnings[0]).toContain(`on 127.0.0.1:${ports[1]})`);
  });
});

describeWithProgram('postgres', 'settings of PostgreSQL', (programs) => {
  it('are warned of when jobs can get lost', async () => {
    const server = await startPostgres(programs);
    try {
      const { config } = await postgresSite(server.location);
      expect(await warningsOf(config)).toEqual([expect.stringMatching(/fsync is off.*SET fsync = on/)]);
      const admin = new Client({ connectionString: server.location });
      await admin.connect();
      await admin.query('ALTER ROLE rounds SET synchronous_commit = off');
      await admin.query('ALTER SYSTEM SET fsync = on');
      await admin.end();
      await server.halt();
      await server.resume();
      expect(await warningsOf(config)).toContainEqual(
        expect.stringMatching(/synchronous_commit is off.*SET synchronous_commit = on/),
      );
    } finally {
      await server.stop();
    }
  });
});

/** Nobody waits for anybody, and nothing is there yet. */
async function expectToStartTogether(site: QueueSite): Promise<void> {
  const queues = await Promise.all([1, 2, 3, 4].map(() => openQueue(site.config, options)));
  const runs: string[] = [];
  const handler = handle(job, async ({ run }) => void runs.push(run));
  await Promise.all(queues.map((queue) => queue.work([handler], { queues: ['analysis'] })));
  const ids = await Promise.all(queues.map((queue) => queue.enqueue(job, { run: 'one' })));
  await Promise.all(queues.map((queue, index) => queue.waitUntilFinished(ids[index] ?? '')));
  expect(runs).toEqual(['one']);
  await Promise.all(queues.map((queue) => queue.close()));
  await site.remove();
}

describeWithService('redis', 'several that start at once on Redis', (location) => {
  it('share one queue', async () => expectToStartTogether(await redisSite(location())));
});

describeWithService('postgres', 'several that start at once on PostgreSQL', (location) => {
  it('share one queue, which one of them makes', async () =>
    expectToStartTogether(await postgresSite(location())));
});
