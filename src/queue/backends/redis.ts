import { createRedisBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { TransientError } from '../../shared/errors.ts';
import type { QueueBackend } from './backend.ts';

const CONNECT_TIMEOUT_MS = 3_000;

/** The braces keep all keys in one slot of a Redis cluster, as BullMQ's scripts need it. */
const DEFAULT_PREFIX = '{rounds}';

/**
 * Two connections with opposite tempers. Whoever hands over a job wants to hear at once that Redis is away; a
 * worker has nothing better to do than wait until it is back.
 */
export async function openRedisBackend(url: string, prefix = DEFAULT_PREFIX): Promise<QueueBackend> {
  const producer = createClient(url, { failFast: true });
  let consumer: Redis | undefined;
  const consumerClient = () => {
    consumer ??= createClient(url, { failFast: false });
    return consumer;
  };
  const backend: QueueBackend = {
    kind: 'redis',
    prefix,
    connect: (name, options, use = {}) =>
      createRedisBackend(
        name,
        { ...options, connection: use.blocking || use.withBlockingConnection ? consumerClient() : producer },
        use,
      ),
    exclusive: false,
    assertReachable: () => waitUntilReady(producer),
    warnings: async () => [],
    close: async () => {
      producer.disconnect();
      consumer?.disconnect();
    },
  };
  try {
    await backend.assertReachable();
    return backend;
  } catch (error) {
    await backend.close();
    throw error;
  }
}

function createClient(url: string, { failFast }: { failFast: boolean }): Redis {
  const client = new Redis(url, {
    enableOfflineQueue: !failFast,
    maxRetriesPerRequest: failFast ? 1 : null,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 8), 5_000),
  });
  client.setMaxListeners(0);
  // BullMQ's objects report errors themselves; without a listener of its own ioredis would print each of them.
  client.on('error', () => undefined);
  return client;
}

/** The first connection gets its time; after that a break is reported without waiting. */
async function waitUntilReady(client: Redis): Promise<void> {
  if (client.status === 'ready') return;
  if (client.status === 'reconnecting' || client.status === 'end') throw unreachable();
  await new Promise<void>((resolve, reject) => {
    const finish = (settle: () => void) => () => {
      clearTimeout(timer);
      client.off('ready', onReady);
      client.off('close', onClose);
      settle();
    };
    const onReady = finish(resolve);
    const onClose = finish(() => reject(unreachable()));
    const timer = setTimeout(onClose, CONNECT_TIMEOUT_MS);
    client.once('ready', onReady);
    client.once('close', onClose);
  });
}

function unreachable(): TransientError {
  return new TransientError(
    'The job queue (Redis) does not answer. Check QUEUE_URL and that the server is running.',
  );
}
