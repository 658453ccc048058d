import { Redis } from 'ioredis';
import { freePort } from '../../../bench/fleet/child-server.ts';
import { type OwnRedis, startRedis } from './redis.ts';
import type { OwnServer } from './server-process.ts';

const SLOTS = 16_384;
const MASTERS = 3;
const READY_AFTER_LOOKS = 500;

/** Three masters that share the slots and know each other. */
export async function startCluster(command: string, settings: readonly string[] = []): Promise<OwnServer> {
  const nodes = await Promise.all(Array.from({ length: MASTERS }, () => startNode(command, settings)));
  const all = async (act: (server: OwnRedis) => Promise<void>) => {
    await Promise.all(nodes.map(({ server }) => act(server)));
  };
  try {
    await join(nodes);
  } catch (error) {
    await all((server) => server.stop());
    throw error;
  }
  const hosts = nodes.map(({ server }) => `127.0.0.1:${server.port}`);
  return {
    location: `redis+cluster://${hosts.join(',')}`,
    halt: () => all((server) => server.halt()),
    resume: () => all((server) => server.resume()),
    stop: () => all((server) => server.stop()),
  };
}

interface Node {
  readonly server: OwnRedis;
  readonly busPort: number;
}

async function join(nodes: readonly Node[]): Promise<void> {
  const clients = nodes.map(({ server }) => new Redis(server.port, '127.0.0.1'));
  try {
    await Promise.all(clients.map((client, index) => client.cluster('ADDSLOTS', ...slotsOf(index))));
    const [first] = clients;
    for (const { server, busPort } of nodes.slice(1)) {
      await first?.call('CLUSTER', 'MEET', '127.0.0.1', server.port, busPort);
    }
    await Promise.all(clients.map(untilComplete));
  } finally {
    for (const client of clients) client.disconnect();
  }
}

async function startNode(command: string, settings: readonly string[]): Promise<Node> {
  // The usual bus port, 10000 above, may lie beyond the last one there is.
  const busPort = await freePort();
  const own = [
    '--cluster-enabled',
    'yes',
    '--cluster-port',
    String(busPort),
    '--cluster-node-timeout',
    '2000',
  ];
  return { server: await startRedis(command, [...own, ...settings]), busPort };
}

function slotsOf(master: number): number[] {
  const from = Math.floor((SLOTS * master) / MASTERS);
  const to = Math.floor((SLOTS * (master + 1)) / MASTERS);
  return Array.from({ length: to - from }, (_nothing, index) => from + index);
}

/** The nodes tell each other who has what, a few times a second. */
async function untilComplete(client: Redis): Promise<void> {
  for (let look = 0; look < READY_AFTER_LOOKS; look += 1) {
    const info = String(await client.cluster('INFO'));
    if (info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${MASTERS}`)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The cluster does not come together.');
}
