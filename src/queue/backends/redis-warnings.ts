import { PermanentError } from '../../shared/errors.ts';
import type { RedisSettings } from './redis-settings.ts';

/** BullMQ's scripts do not run on less, and it speaks of this one as the least that it recommends. */
const OLDEST = [5, 0];
const RECOMMENDED = [6, 2];

export function assertRedisVersion(servers: readonly RedisSettings[]): void {
  const tooOld = servers.find(({ version }) => isOlder(version, OLDEST));
  if (tooOld === undefined) return;
  throw new PermanentError(
    `Redis ${tooOld.version} is too old for the job queue. It needs ${RECOMMENDED.join('.')} or later.`,
    { code: 'outdated' },
  );
}

/** A line for each setting under which jobs can get lost, with what to set. */
export function redisWarnings(servers: readonly RedisSettings[]): string[] {
  return [...evictionWarnings(servers), ...persistenceWarnings(servers), ...versionWarnings(servers)];
}

function evictionWarnings(servers: readonly RedisSettings[]): string[] {
  const evicting = servers.filter(({ evictionPolicy = 'noeviction' }) => evictionPolicy !== 'noeviction');
  if (evicting.length === 0) return [];
  const policies = [...new Set(evicting.map(({ evictionPolicy }) => evictionPolicy))].join(', ');
  return [
    `Redis may drop jobs when it is full (maxmemory-policy is ${policies}${where(evicting, servers)}). Set: redis-cli CONFIG SET maxmemory-policy noeviction, and the same in redis.conf.`,
  ];
}

function persistenceWarnings(servers: readonly RedisSettings[]): string[] {
  const forgetting = servers.filter(({ appends, snapshots }) => appends === false && snapshots !== true);
  if (forgetting.length === 0) return [];
  const certain = forgetting.every(({ snapshots }) => snapshots === false);
  const finding = certain
    ? `Redis forgets all jobs when it is restarted (appendonly is no and save is empty${where(forgetting, servers)})`
    : `Redis may forget jobs when it is restarted (appendonly is no${where(forgetting, servers)}; whether it saves snapshots it does not tell)`;
  return [`${finding}. Set: redis-cli CONFIG SET appendonly yes, and the same in redis.conf.`];
}

function versionWarnings(servers: readonly RedisSettings[]): string[] {
  const old = servers.find(({ version }) => isOlder(version, RECOMMENDED));
  return old === undefined
    ? []
    : [
        `Redis ${old.version} is old for the job queue. Update it to ${RECOMMENDED.join('.')} or later when you can.`,
      ];
}

/** In a cluster it matters which; alone it is the one in QUEUE_URL. */
function where(some: readonly RedisSettings[], all: readonly RedisSettings[]): string {
  return all.length === 1 ? '' : ` on ${some.map(({ server }) => server).join(', ')}`;
}

function isOlder(version: string | undefined, least: readonly number[]): boolean {
  if (version === undefined) return false;
  const parts = version.split('.').map(Number);
  for (const [index, wanted] of least.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part < wanted;
  }
  return false;
}
