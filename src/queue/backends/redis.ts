import { createRedisBackend } from 'bullmq';
import type { QueueBackend } from './backend.ts';
import { createRedisClient, type RedisClient, type RedisServers, waitUntilReady } from './redis-client.ts';
import { readRedisSettings } from './redis-settings.ts';
import { assertRedisVersion, redisWarnings } from './redis-warnings.ts';

/** The braces keep all keys in one slot of a Redis cluster, as BullMQ's scripts need it. */
const DEFAULT_PREFIX = '{rounds}';

/** Two connections with opposite tempers: one for those who hand over jobs, one for those who wait for them. */
export async function openRedisBackend(
  servers: RedisServers,
  prefix = DEFAULT_PREFIX,
): Promise<QueueBackend> {
  const producer = createRedisClient(servers, { failFast: true });
  let consumer: RedisClient | undefined;
  const consumerClient = () => {
    consumer ??= createRedisClient(servers, { failFast: false });
    return consumer;
  };
  const backend: QueueBackend = {
    kind: 'redis',
    prefix,
    connect: (name, options, use = {}) => {
      const waits = use.blocking || use.withBlockingConnection;
      // BullMQ asks for the version once and keeps a failure for good: an outage just then would outlast itself.
      const connection = waits
        ? { connection: consumerClient() }
        : { connection: producer, skipVersionCheck: true };
      return createRedisBackend(name, { ...options, ...connection }, use);
    },
    exclusive: false,
    assertReachable: () => waitUntilReady(producer),
    warnings: async () => redisWarnings(await readRedisSettings(producer)),
    close: async () => {
      producer.disconnect();
      consumer?.disconnect();
    },
  };
  try {
    await backend.assertReachable();
    assertRedisVersion(await readRedisSettings(producer));
    return backend;
  } catch (error) {
    await backend.close();
    throw error;
  }
}
