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
    if (!(await isConnected(backend.blockingClient))) return;
    const isCluster = (await backend.blockingClient)?.isCluster === true;
    // BullMQ connects a cluster anew when the command it waited with fails, which can be before the end is seen.
    await disconnectBlocking(isCluster ? false : wait);
  };
  backend.disconnect = async () => {
    giveUp();
    if (await isConnected(backend.client)) await disconnect();
  };
  return backend;
}

type Client = Awaited<RedisQueueBackend['client']>;

/** A cluster is in use from "connect" on. What is on its way gets there first, or gives up. */
async function isConnected(connecting: Promise<Client> | undefined): Promise<boolean> {
  try {
    const client = await connecting;
    if (client === undefined || client.status === 'end') return false;
    if (client.status === 'ready' || client.status === 'connect') return true;
    return await new Promise((resolve) => {
      client.once('ready', () => resolve(true));
      client.once('end', () => resolve(false));
    });
  } catch {
    return false;
  }
}
