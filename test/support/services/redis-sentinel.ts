import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../../bench/fleet/child-server.ts';
import { type OwnRedis, startRedis } from './redis.ts';
import { type RunningService, startServer, stopServer } from './server-process.ts';

const MASTER = 'rounds';

export interface OwnSentinels extends RunningService {
  readonly master: OwnRedis;
  /** Resolves when the replica has everything that the master took until now. */
  caughtUp(): Promise<void>;
}

/** A master, a replica that has caught up, and a sentinel that puts the one in the other's place in about a second. */
export async function startSentinels(command: string): Promise<OwnSentinels> {
  const [master, replica] = await Promise.all([
    startRedis(command, ['--repl-diskless-sync-delay', '0']),
    startRedis(command),
  ]);
  const stopBoth = async () => {
    await Promise.all([master.stop(), replica.stop()]);
  };
  try {
    // A sentinel looks for replicas every ten seconds: the one there is must be there at its first look.
    await withClient(replica, (client) => client.replicaof('127.0.0.1', master.port));
    await untilCaughtUp(master);
    const sentinel = await startSentinel(command, master);
    const stop = () => sentinel.stop().finally(stopBoth);
    return { location: sentinel.location, master, caughtUp: () => untilCaughtUp(master), stop };
  } catch (error) {
    await stopBoth();
    throw error;
  }
}

async function startSentinel(command: string, master: OwnRedis): Promise<RunningService> {
  const directory = await mkdtemp(join(tmpdir(), 'rounds-sentinel-'));
  const port = await freePort();
  const file = join(directory, 'sentinel.conf');
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${directory}`,
    `sentinel monitor ${MASTER} 127.0.0.1 ${master.port} 1`,
    `sentinel down-after-milliseconds ${MASTER} 500`,
    `sentinel failover-timeout ${MASTER} 5000`,
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  const sentinel = await startServer(command, [file, '--sentinel'], /\+slave /);
  return {
    location: `redis+sentinel://127.0.0.1:${port}/${MASTER}`,
    stop: async () => {
      await stopServer(sentinel, 'SIGKILL');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function untilCaughtUp(master: OwnRedis): Promise<void> {
  await withClient(master, async (client) => {
    // WAIT speaks of what this connection wrote, and of all that came before it.
    await client.set('caught-up', 'yes');
    if ((await client.wait(1, 10_000)) !== 1) throw new Error('The replica does not follow its master.');
  });
}

async function withClient(server: OwnRedis, use: (client: Redis) => Promise<unknown>): Promise<void> {
  const client = new Redis(server.port, '127.0.0.1');
  try {
    await use(client);
  } finally {
    client.disconnect();
  }
}
