import { Cluster, Redis } from 'ioredis';
import { TransientError } from '../../shared/errors.ts';

interface Address {
  readonly host: string;
  readonly port: number;
}

interface Access {
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

/** One server, a master that sentinels know, or the masters of a cluster. */
export type RedisServers =
  | { readonly kind: 'redis'; readonly url: string }
  | ({
      readonly kind: 'redis-sentinel';
      readonly sentinels: readonly Address[];
      readonly master: string;
      readonly database: number;
      readonly sentinelUsername: string | undefined;
      readonly sentinelPassword: string | undefined;
    } & Access)
  | ({ readonly kind: 'redis-cluster'; readonly nodes: readonly Address[] } & Access);

export type RedisClient = Redis | Cluster;

interface Temper {
  /** Whoever hands over a job wants to hear at once that Redis is away; a worker waits until it is back. */
  readonly failFast: boolean;
  /** False once everything is being closed: a connection that is broken then is not made again. */
  goesOn(): boolean;
}

const CONNECT_TIMEOUT_MS = 3_000;
/** A server that hangs answers nothing, and does not close the connection either. */
const ANSWER_TIMEOUT_MS = 5_000;
const CLUSTER_RETRY_MS = 100;
const ENOUGH_LISTENERS = 100;
/** How often a command looks for its node anew: while a failover lasts, or for as long as a caller may wait. */
const CLUSTER_TRIES = { failFast: 16, patient: 3_000 };

export function createRedisClient(servers: RedisServers, temper: Temper): RedisClient {
  const client = connectTo(servers, temper);
  // BullMQ counts on from here for each of its objects; from 0, which means no limit, it would arrive at one of 3.
  client.setMaxListeners(ENOUGH_LISTENERS);
  // BullMQ's objects report errors themselves; without a listener of its own ioredis would print each of them.
  client.on('error', () => undefined);
  return client;
}

function connectTo(servers: RedisServers, temper: Temper): RedisClient {
  switch (servers.kind) {
    case 'redis':
      return new Redis(servers.url, singleOptions(temper));
    case 'redis-sentinel':
      return new Redis({
        ...singleOptions(temper),
        ...accessOptions(servers),
        sentinels: [...servers.sentinels],
        name: servers.master,
        db: servers.database,
        ...(servers.sentinelUsername !== undefined && { sentinelUsername: servers.sentinelUsername }),
        ...(servers.sentinelPassword !== undefined && { sentinelPassword: servers.sentinelPassword }),
        ...(servers.tls && { sentinelTLS: {}, enableTLSForSentinelMode: true }),
        // Without a number ioredis would give up for good once no sentinel answers.
        sentinelRetryStrategy: pauseBeforeRetry(temper),
      });
    case 'redis-cluster':
      return connectToCluster(servers, temper);
  }
}

function connectToCluster(
  servers: Extract<RedisServers, { kind: 'redis-cluster' }>,
  temper: Temper,
): Cluster {
  const { failFast } = temper;
  return new Cluster([...servers.nodes], {
    enableOfflineQueue: !failFast,
    clusterRetryStrategy: pauseBeforeRetry(temper),
    maxRedirections: failFast ? CLUSTER_TRIES.failFast : CLUSTER_TRIES.patient,
    retryDelayOnFailover: CLUSTER_RETRY_MS,
    retryDelayOnClusterDown: CLUSTER_RETRY_MS,
    slotsRefreshTimeout: CONNECT_TIMEOUT_MS,
    redisOptions: { ...commonOptions(temper), ...accessOptions(servers) },
    // A certificate names hosts, and would not fit the address that a name was resolved to.
    ...(servers.tls && { dnsLookup: (host, found) => found(null, host) }),
  });
}

function singleOptions(temper: Temper) {
  return {
    ...commonOptions(temper),
    enableOfflineQueue: !temper.failFast,
    retryStrategy: pauseBeforeRetry(temper),
    // A former master takes no writes: connect anew, to the one that now is, and send the command again.
    reconnectOnError: ({ message }: Error) => (message.startsWith('READONLY') ? 2 : false) as 2 | false,
  };
}

function commonOptions({ failFast }: Temper) {
  return {
    connectTimeout: CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: failFast ? 1 : null,
    ...(failFast && { commandTimeout: ANSWER_TIMEOUT_MS }),
  };
}

function accessOptions({ username, password, tls }: Access) {
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls: {} }),
  };
}

function pauseBeforeRetry({ goesOn }: Temper): (times: number) => number | null {
  return (times) => (goesOn() ? Math.min(50 * 2 ** Math.min(times, 6), 2_000) : null);
}

/** The first connection gets its time; after that a break is reported without waiting. */
export async function waitUntilReady(client: RedisClient): Promise<void> {
  if (client.status === 'ready') return;
  if (client.status !== 'connecting' && client.status !== 'connect') throw unreachable();
  await new Promise<void>((resolve, reject) => {
    const finish = (settle: () => void) => () => {
      clearTimeout(timer);
      client.off('ready', onReady);
      for (const sign of SIGNS_OF_ABSENCE) client.off(sign, onAbsent);
      settle();
    };
    const onReady = finish(resolve);
    const onAbsent = finish(() => reject(unreachable()));
    const timer = setTimeout(onAbsent, CONNECT_TIMEOUT_MS);
    client.once('ready', onReady);
    for (const sign of SIGNS_OF_ABSENCE) client.once(sign, onAbsent);
  });
}

/** Where no sentinel answers, nothing was opened that could close. */
const SIGNS_OF_ABSENCE = ['close', 'error'] as const;

function unreachable(): TransientError {
  return new TransientError(
    'The job queue (Redis) does not answer. Check QUEUE_URL and that the server is running.',
  );
}
