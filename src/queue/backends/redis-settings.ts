import { Cluster, type Redis } from 'ioredis';
import type { RedisClient } from './redis-client.ts';

/** What one server says of itself. Everything but its name may be missing: managed servers answer what they like. */
export interface RedisSettings {
  readonly server: string;
  readonly version?: string;
  readonly evictionPolicy?: string;
  /** The append-only file. */
  readonly appends?: boolean;
  /** Snapshots by themselves; undefined where only the configuration could tell. */
  readonly snapshots?: boolean;
}

/** Asks each master: in a cluster every one of them has settings of its own. */
export async function readRedisSettings(client: RedisClient): Promise<RedisSettings[]> {
  const masters = client instanceof Cluster ? client.nodes('master') : [client];
  return Promise.all(masters.map(settingsOf));
}

async function settingsOf(redis: Redis): Promise<RedisSettings> {
  const [info, save] = await Promise.all([ask(() => redis.info()), ask(() => redis.config('GET', 'save'))]);
  const { host, port } = redis.options;
  return { server: `${host}:${port}`, ...parseRedisInfo(info ?? ''), ...snapshotsOf(save) };
}

/** CONFIG and even INFO may be forbidden; that is no reason not to start. */
async function ask<Answer>(question: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await question();
  } catch {
    return undefined;
  }
}

/** `CONFIG GET save` answers the pair `save`, `3600 1 300 100`; an empty second part means never. */
function snapshotsOf(answer: unknown): Pick<RedisSettings, 'snapshots'> {
  const [name, times] = Array.isArray(answer) ? answer : [];
  return name === 'save' && typeof times === 'string' ? { snapshots: times !== '' } : {};
}

export function parseRedisInfo(info: string): Omit<RedisSettings, 'server'> {
  const fields = new Map(
    info.split(/\r?\n/).map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1)] as const;
    }),
  );
  const [version, evictionPolicy, appends, snapshots] = [
    // Dragonfly counts its versions differently, and claims an old Redis for compatibility.
    fields.has('dragonfly_version') ? undefined : fields.get('redis_version'),
    fields.get('maxmemory_policy'),
    fields.get('aof_enabled'),
    fields.get('rdb_saves'),
  ];
  return {
    ...(version !== undefined && { version }),
    ...(evictionPolicy !== undefined && { evictionPolicy }),
    ...(appends !== undefined && { appends: appends !== '0' }),
    // A snapshot since the start proves that there are some; none so far proves nothing.
    ...(Number(snapshots) > 0 && { snapshots: true }),
  };
}
