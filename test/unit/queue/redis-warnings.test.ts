import { describe, expect, it } from 'vitest';
import { parseRedisInfo, type RedisSettings } from '../../../src/queue/backends/redis-settings.ts';
import { assertRedisVersion, redisWarnings } from '../../../src/queue/backends/redis-warnings.ts';

const safe: RedisSettings = {
  server: 'one:6379',
  version: '7.2.4',
  evictionPolicy: 'noeviction',
  appends: true,
  snapshots: false,
};

describe('what is said of a Redis', () => {
  it('is nothing when it keeps jobs by either means, or tells nothing', () => {
    expect(redisWarnings([safe])).toEqual([]);
    expect(redisWarnings([{ ...safe, appends: false, snapshots: true }])).toEqual([]);
    expect(redisWarnings([{ server: 'one:6379' }])).toEqual([]);
  });

  it('is what to set when it drops jobs', () => {
    expect(redisWarnings([{ ...safe, evictionPolicy: 'allkeys-lru' }])).toEqual([
      'Redis may drop jobs when it is full (maxmemory-policy is allkeys-lru). Set: redis-cli CONFIG SET maxmemory-policy noeviction, and the same in redis.conf.',
    ]);
  });

  it('is what to set when it forgets jobs, and how sure that is', () => {
    expect(redisWarnings([{ ...safe, appends: false }])).toEqual([
      'Redis forgets all jobs when it is restarted (appendonly is no and save is empty). Set: redis-cli CONFIG SET appendonly yes, and the same in redis.conf.',
    ]);
    const [unsure] = redisWarnings([{ server: 'one:6379', appends: false }]);
    expect(unsure).toContain('may forget jobs');
    expect(unsure).toContain('CONFIG SET appendonly yes');
  });

  it('names the nodes of a cluster that it is true of', () => {
    const [line, ...more] = redisWarnings([
      { ...safe, server: 'one:7000', evictionPolicy: 'allkeys-lru' },
      { ...safe, server: 'two:7001' },
      { ...safe, server: 'three:7002', evictionPolicy: 'volatile-ttl' },
    ]);
    expect(line).toContain('(maxmemory-policy is allkeys-lru, volatile-ttl on one:7000, three:7002)');
    expect(more).toEqual([]);
  });

  it.each(['4.0.14', '2.8.9', '3'])('is that %s is too old', (version) => {
    expect(() => assertRedisVersion([safe, { ...safe, version }])).toThrow(
      `Redis ${version} is too old for the job queue. It needs 6.2 or later.`,
    );
  });

  it.each([
    ['5.0.0', 1],
    ['6.0.16', 1],
    ['6.2.0', 0],
    ['7.0.15', 0],
    ['10.1.0', 0],
  ])('of version %s has %i lines', (version, lines) => {
    expect(() => assertRedisVersion([{ ...safe, version }])).not.toThrow();
    expect(redisWarnings([{ ...safe, version }])).toHaveLength(lines);
  });
});

describe('INFO', () => {
  it('tells version, policy and the append-only file', () => {
    const info =
      '# Server\r\nredis_version:7.0.15\r\n# Memory\r\nmaxmemory_policy:allkeys-lru\r\naof_enabled:0\r\nrdb_saves:0\r\n';
    expect(parseRedisInfo(info)).toEqual({
      version: '7.0.15',
      evictionPolicy: 'allkeys-lru',
      appends: false,
    });
  });

  it('proves snapshots where there were some', () => {
    expect(parseRedisInfo('aof_enabled:0\nrdb_saves:4\n')).toEqual({ appends: false, snapshots: true });
  });

  it('is not believed about the version where something else answers in the name of Redis', () => {
    expect(parseRedisInfo('redis_version:3.0.0\ndragonfly_version:df-v1.2.0\n')).toEqual({});
    expect(parseRedisInfo('')).toEqual({});
  });
});
