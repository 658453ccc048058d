import { createRedisBackend } from 'bullmq';
import type { QueueBackend } from './backend.ts';
import { createRedisClient, type RedisClient, type RedisServers, waitUntilReady } from './redis-client.ts';
import { releaseWithoutStore } from './redis-release.ts';
import { readRedisSettings } from './redis-settings.ts';
import { assertRedisVersion, redisWarnings } from './redis-warnings.ts';

/** The braces keep all keys in one slot of a Redis cluster, as BullMQ's scripts need it. */
const DEFAULT_PREFIX = '{rounds}';

/** Two connections with opposite tempers: one for those who hand over jobs, one for those who wait for them. */
export async function openRedisBackend(
  servers: RedisServers,
  prefix = DEFAULT_PREFIX,
): Promise<QueueBackend> {
  let closing = false;
  const goesOn = () => !closing;
  const producer = createRedisClient(servers, { failFast: true, goesOn });
  let consumer: RedisClient | undefined;
  const consumerClient = () => {
    consumer ??= createRedisClient(servers, { failFast: false, goesOn });
    return consumer;
  };
  const backend: QueueBackend = {
    kind: 'redis',
    prefix,
    connect: (name, options, use = {}) => {
      if (use.blocking || use.withBlockingConnection) {
        const patient = createRedisBackend(name, { ...options, connection: consumerClient() }, use);
        return releaseWithoutStore(patient, () => {
          closing = true;
        });
      }
      // BullMQ asks for the version once and keeps a failure for good: an outage just then would outlast itself.
      return createRedisBackend(name, { ...options, connection: producer, skipVersionCheck: true }, use);
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
