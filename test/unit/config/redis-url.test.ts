import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type QueueConfig, queueConfig } from '../../../src/config/queue.ts';
import { ConfigError } from '../../../src/shared/errors.ts';

const queueOf = (url: string): QueueConfig => queueConfig({ QUEUE_URL: url }, '/data');

function refusalOf(url: string, variable: 'QUEUE_URL' | 'REDIS_URL' = 'QUEUE_URL'): string {
  try {
    queueConfig({ [variable]: url }, '/data');
  } catch (error) {
    if (error instanceof ConfigError) return error.publicMessage;
    throw error;
  }
  throw new Error('the address was taken');
}

const nobody = { tls: false, username: undefined, password: undefined };

describe('sentinels', () => {
  const openSentinels = { sentinelUsername: undefined, sentinelPassword: undefined };

  it('are named with the master they watch', () => {
    expect(queueOf('redis+sentinel://one:26380,two:26381/mymaster')).toEqual({
      kind: 'redis-sentinel',
      sentinels: [
        { host: 'one', port: 26380 },
        { host: 'two', port: 26381 },
      ],
      master: 'mymaster',
      database: 0,
      ...nobody,
      ...openSentinels,
    });
  });

  it('have a usual port, addresses in brackets, a database and passwords of two kinds', () => {
    const url =
      'rediss+sentinel://worker:p%40ss%2Fw%3Aord@[2001:db8::1],[::1]:7,10.0.0.1/my.master-1/3?sentinelPassword=s%26t';
    expect(queueOf(url)).toEqual({
      kind: 'redis-sentinel',
      sentinels: [
        { host: '2001:db8::1', port: 26379 },
        { host: '::1', port: 7 },
        { host: '10.0.0.1', port: 26379 },
      ],
      master: 'my.master-1',
      database: 3,
      tls: true,
      username: 'worker',
      password: 'p@ss/w:ord',
      sentinelUsername: undefined,
      sentinelPassword: 's&t',
    });
  });

  it.each([
    ['redis+sentinel://one', 'the name of the master'],
    ['redis+sentinel://one/', 'the name of the master'],
    ['redis+sentinel://one/my master', 'the name of the master'],
    ['redis+sentinel://one/mymaster/x', 'the name of the master'],
    ['redis+sentinel:///mymaster', 'hosts are written'],
    ['redis+sentinel://one,,two/mymaster', 'hosts are written'],
    ['redis+sentinel://one:/mymaster', 'hosts are written'],
    ['redis+sentinel://::1/mymaster', 'hosts are written'],
    ['redis+sentinel://[::1/mymaster', 'hosts are written'],
    ['redis+sentinel://one:0/mymaster', 'a port is a number'],
    ['redis+sentinel://one:65536/mymaster', 'a port is a number'],
    ['redis+sentinel://one/mymaster?db=1', 'after the question mark'],
    ['redis+sentinel://one/mymaster?sentinelPassword=', 'after the question mark'],
  ])('are refused as %s', (url, reason) => {
    const message = refusalOf(url);
    expect(message).toContain(`QUEUE_URL cannot be read: ${reason}`);
    expect(message).toContain('Example: redis+sentinel://:password@one:26379,two:26379/mymaster/0');
  });
});

describe('a cluster', () => {
  it('is named by some of its nodes', () => {
    expect(queueOf('redis+cluster://one:7000,two,[::1]:7002')).toEqual({
      kind: 'redis-cluster',
      nodes: [
        { host: 'one', port: 7000 },
        { host: 'two', port: 6379 },
        { host: '::1', port: 7002 },
      ],
      ...nobody,
    });
    expect(queueOf('rediss+cluster://:secret@one/0')).toEqual({
      kind: 'redis-cluster',
      nodes: [{ host: 'one', port: 6379 }],
      tls: true,
      username: undefined,
      password: 'secret',
    });
  });

  it.each([
    ['redis+cluster://one/1', 'a cluster has no databases'],
    ['redis+cluster://one/mymaster', 'a cluster has no databases'],
    ['redis+cluster://one?sentinelPassword=x', 'a cluster has no further settings'],
    ['redis+cluster://', 'hosts are written'],
  ])('is refused as %s', (url, reason) => {
    const message = refusalOf(url, 'REDIS_URL');
    expect(message).toContain(`REDIS_URL cannot be read: ${reason}`);
    expect(message).toContain('Example: redis+cluster://');
  });
});

describe('a password', () => {
  const secret = 'swordfish';

  it('is never repeated', () => {
    const written = [
      `redis+sentinel://${secret}@one/mymaster`,
      `redis+sentinel://user:${secret}:more@one/mymaster`,
      `redis+sentinel://:${secret}%zz@one/mymaster`,
      `redis+sentinel://:${secret}@/x@one/mymaster`,
      `redis+sentinel://:${secret}/x@one/mymaster`,
      `redis+sentinel://one/mymaster?password=${secret}`,
      `redis+cluster://:${secret}@one:x`,
      `redis+cluster://:${secret}#@one`,
      `redis+nothing://:${secret}@one`,
    ];
    for (const url of written) {
      const message = refusalOf(url);
      expect(message).toContain('QUEUE_URL');
      expect(message).not.toContain(secret);
    }
  });

  it('may hold anything when it is percent-encoded', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(words, words, (username, password) => {
        const access = `${encodeURIComponent(username)}:${encodeURIComponent(password)}@`;
        expect(queueOf(`redis+cluster://${access}one`)).toMatchObject({ username, password });
        const sentinel = queueOf(
          `redis+sentinel://${access}one/m?sentinelPassword=${encodeURIComponent(password)}`,
        );
        expect(sentinel).toMatchObject({ username, password, sentinelPassword: password });
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
