import type { RedisQueueBackend } from 'bullmq';

/**
 * BullMQ ends its connections by closing them and waiting for the end of it. One that is broken at that moment has
 * nothing to close, and would be waited for until the time for closing is up. So whoever lets go says it: what is not
 * connected then gives up at its next try, and everything that waited for it is told.
 */
export function releaseWithoutStore(backend: RedisQueueBackend, giveUp: () => void): RedisQueueBackend {
  const disconnectBlocking = backend.disconnectBlocking.bind(backend);
  const disconnect = backend.disconnect.bind(backend);
  backend.disconnectBlocking = async (wait) => {
    giveUp();
    if (await isConnected(backend.blockingClient)) await disconnectBlocking(wait);
  };
  backend.disconnect = async () => {
    giveUp();
    if (await isConnected(backend.client)) await disconnect();
  };
  return backend;
}

type Client = Awaited<RedisQueueBackend['client']>;

async function isConnected(client: Promise<Client> | undefined): Promise<boolean> {
  try {
    return (await client)?.status === 'ready';
  } catch {
    return false;
  }
}
