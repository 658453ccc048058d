import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Cluster, type Redis } from 'ioredis';
import { Client } from 'pg';
import { queueConfig } from '../../../src/config/queue.ts';
import { createRedisClient, type RedisServers } from '../../../src/queue/backends/redis-client.ts';
import { openQueue, type QueueConfig } from '../../../src/queue/open-queue.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { copyInto, scratchDirectory } from '../scratch.ts';
import { silentLogger } from './silent-logger.ts';

/** One backend, with a place of its own for each test. */
export interface QueueSite {
  readonly config: QueueConfig;
  /** All that is stored, as text: for looking whether something is in there. The queue is closed before. */
  contents(): Promise<string>;
  remove(): Promise<void>;
}

/** Creating a data directory takes PGlite seconds, copying one a fraction: one is made for the whole run. */
export async function embeddedTemplate(): Promise<string> {
  const directory = await scratchDirectory('queue-template');
  await copyInto(directory, await sharedTemplate());
  return directory;
}

/** To be copied and never to be opened. */
export async function sharedTemplate(): Promise<string> {
  const shared = join(process.env.ROUNDS_TEST_TEMPLATES ?? '', 'queue');
  if (!existsSync(shared)) await makeTemplate(shared);
  return shared;
}

async function makeTemplate(shared: string): Promise<void> {
  const directory = await scratchDirectory('queue-template');
  const queue = await openQueue(
    { kind: 'embedded', directory },
    { logger: silentLogger, clock: systemClock },
  );
  await queue.close();
  // Another test file may have been first; its template is as good.
  await rename(directory, shared).catch(() => rm(directory, { recursive: true, force: true }));
}

export async function embeddedSite(template: string): Promise<QueueSite> {
  const directory = await scratchDirectory('queue');
  await copyInto(directory, template);
  return {
    config: { kind: 'embedded', directory },
    contents: () => readTree(join(directory, 'queue')),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/** By the address alone, as the environment would give it: one server, sentinels or a cluster. */
export async function redisSite(url: string): Promise<QueueSite> {
  const prefix = `{rounds-${randomUUID()}}`;
  const servers = queueConfig({ QUEUE_URL: url }, '');
  if (servers.kind === 'embedded' || servers.kind === 'postgres') throw new Error(`${url} is no Redis.`);
  return {
    config: { ...servers, prefix },
    contents: () =>
      withMasters(servers, async (masters) => {
        const dumps = masters.map(async (redis) => {
          const keys = await redis.keys(`${prefix}*`);
          return Promise.all(keys.map((key) => readRedisKey(redis, key)));
        });
        return (await Promise.all(dumps)).flat().join('\n');
      }),
    remove: () =>
      withMasters(servers, async (masters) => {
        for (const redis of masters) {
          const keys = await redis.keys(`${prefix}*`);
          if (keys.length > 0) await redis.del(...keys);
        }
      }),
  };
}

async function withMasters<Result>(
  servers: RedisServers,
  use: (masters: readonly Redis[]) => Promise<Result>,
): Promise<Result> {
  const client = createRedisClient(servers, { failFast: false, goesOn: () => true });
  try {
    await client.ping();
    return await use(client instanceof Cluster ? client.nodes('master') : [client]);
  } finally {
    client.disconnect();
  }
}

export async function postgresSite(url: string): Promise<QueueSite> {
  const schema = `rounds_${randomUUID().replaceAll('-', '')}`;
  return {
    config: { kind: 'postgres', url, schema },
    contents: () =>
      withClient(url, async (client) => {
        const tables = await client.query(
          'select table_name as name from information_schema.tables where table_schema = $1',
          [schema],
        );
        const dumps = [];
        for (const { name } of tables.rows) {
          dumps.push(JSON.stringify((await client.query(`select t::text from ${schema}.${name} t`)).rows));
        }
        return dumps.join('\n');
      }),
    remove: () =>
      withClient(url, async (client) => {
        await client.query(`drop schema if exists ${schema} cascade`);
      }),
  };
}

async function withClient<Result>(url: string, use: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function readRedisKey(redis: Redis, key: string): Promise<string> {
  switch (await redis.type(key)) {
    case 'hash':
      return JSON.stringify(await redis.hgetall(key));
    case 'stream':
      return JSON.stringify(await redis.xrange(key, '-', '+'));
    case 'string':
      return (await redis.get(key)) ?? '';
    default:
      return key;
  }
}

async function readTree(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')));
  return texts.join('\n');
}
