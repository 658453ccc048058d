import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDay } from '../../../src/shared/day.ts';
import { disposableRig, type Rig, secret, startRig, token } from './cloud-rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.cloud.close());

const tenth = 'start_date=2026-05-09&end_date=2026-05-11';

async function list(collection: string): Promise<{ id: string; score?: number; contributors?: unknown }[]> {
  const page = (await (await rig.get(`${collection}?${tenth}`)).json()) as { data: { id: string }[] };
  return page.data;
}

describe('faults of a request', () => {
  it('says 429 with the headers of the live API, once', async () => {
    rig.cloud.faults.fail({ kind: 'rate-limited', retryAfterSeconds: 7 });
    const refused = await rig.get('sleep');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('7');
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String(Date.parse('2026-05-26T10:00:07Z') / 1000));
    expect((await rig.get('sleep')).status).toBe(200);
  });

  it('fails as often as it is told to, and only where', async () => {
    rig.cloud.faults.fail({ kind: 'server-error', status: 503 }, { times: 2, on: 'sleep' });
    expect((await rig.get('daily_readiness')).status).toBe(200);
    expect([(await rig.get('sleep')).status, (await rig.get('sleep')).status]).toEqual([503, 503]);
    expect((await rig.get('sleep')).status).toBe(200);
  });

  it('breaks the JSON off', async () => {
    rig.cloud.faults.fail({ kind: 'truncated' });
    const answer = await rig.get('sleep');
    expect(answer.status).toBe(200);
    await expect(answer.json()).rejects.toThrow(SyntaxError);
  });

  it('hangs until the caller gives up, and still closes', async () => {
    rig.cloud.faults.fail({ kind: 'hang' });
    const signal = AbortSignal.timeout(100);
    const call = fetch(`${rig.cloud.url}/v2/usercollection/sleep`, { signal });
    await expect(call).rejects.toThrow();
  });

  it('drops the connection', async () => {
    rig.cloud.faults.fail({ kind: 'reset' });
    await expect(rig.get('sleep')).rejects.toThrow();
  });

  it('calls a token expired, and expires all of them', async () => {
    rig.cloud.faults.fail({ kind: 'expired-token' });
    expect((await rig.get('sleep')).status).toBe(401);
    expect((await rig.get('sleep')).status).toBe(200);
    rig.cloud.expireAccessTokens();
    expect((await rig.get('sleep')).status).toBe(401);
  });

  it.each([
    [{ kind: 'scope' }, 401, 'Token is not authorized access daily scope.'],
    [{ kind: 'scope', scope: 'spo2' }, 401, 'Token is not authorized access spo2 scope.'],
    [{ kind: 'lapsed' }, 403, expect.stringContaining('membership')],
    [{ kind: 'too-old-app' }, 426, expect.stringContaining('app')],
  ] as const)('refuses as the live API does: %o', async (fault, status, detail) => {
    rig.cloud.faults.fail(fault);
    const refused = await rig.get('sleep');
    expect(refused.status).toBe(status);
    expect(await refused.json()).toEqual({ detail });
    expect((await rig.get('sleep')).status).toBe(200);
  });

  it('answers with a page of HTML', async () => {
    rig.cloud.faults.fail({ kind: 'not-json' });
    const answer = await rig.get('sleep');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
    await expect(answer.json()).rejects.toThrow(SyntaxError);
  });

  it('answers rightly, but too late for who does not wait', async () => {
    rig.cloud.faults.fail({ kind: 'slow', milliseconds: 60_000 });
    const signal = AbortSignal.timeout(100);
    await expect(fetch(`${rig.cloud.url}/v2/usercollection/sleep`, { signal })).rejects.toThrow();
    rig.cloud.faults.fail({ kind: 'slow', milliseconds: 1 });
    expect((await list('sleep')).map(({ id }) => id)).toEqual(['night-10', 'night-11']);
  });

  it('leads its pages round in a circle', async () => {
    rig.cloud.faults.fail({ kind: 'wrong-page' }, { times: 3 });
    const page = async (query: string) =>
      (await (await rig.get(`sleep?${query}`)).json()) as { data: unknown[]; next_token: string };
    const first = await page(tenth);
    const next = `${tenth}&next_token=${encodeURIComponent(first.next_token)}`;
    expect([await page(next), await page(next)]).toEqual([first, first]);
    expect(first.data).toHaveLength(2);
    expect((await rig.get(`sleep?${next}`)).status).toBe(400);
  });

  it('fails at random, in the same order for the same seed', async () => {
    const play = async (seed: number): Promise<number[]> => {
      rig.cloud.faults.clear();
      rig.cloud.faults.random({ seed, share: 0.3, kinds: ['server-error', 'rate-limited'] });
      const statuses: number[] = [];
      for (let call = 0; call < 60; call += 1) statuses.push((await rig.get('sleep')).status);
      return statuses;
    };
    const statuses = await play(1);
    expect(await play(1)).toEqual(statuses);
    expect(await play(2)).not.toEqual(statuses);
    expect(new Set(statuses)).toEqual(new Set([200, 429, 500]));
    const failed = statuses.filter((status) => status !== 200).length;
    expect(failed).toBeGreaterThan(8);
    expect(failed).toBeLessThan(30);
    const form = { grant_type: 'refresh_token', refresh_token: 'none', ...secret };
    rig.cloud.faults.random({ seed: 1, share: 1, kinds: ['lapsed'] });
    expect((await token(rig.cloud, form)).status).toBe(400);
  });

  it('adds one kind of chance to another without moving it', async () => {
    const play = async (more: boolean): Promise<number[]> => {
      rig.cloud.faults.clear();
      if (more) rig.cloud.faults.random({ seed: 1, share: 0.2, kinds: ['lapsed'], on: 'daily_readiness' });
      rig.cloud.faults.random({ seed: 1, share: 0.2, kinds: ['server-error'] });
      const statuses: number[] = [];
      for (let call = 0; call < 30; call += 1) statuses.push((await rig.get('sleep')).status);
      return statuses;
    };
    expect(await play(true)).toEqual(await play(false));
  });

  it('leaves the token endpoint alone unless it is meant', async () => {
    const { refreshToken } = rig.cloud.issueTokens('member-1');
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken, ...secret };
    rig.cloud.faults.fail({ kind: 'server-error' });
    rig.cloud.faults.fail({ kind: 'server-error' }, { on: 'oauth' });
    expect((await token(rig.cloud, form)).status).toBe(500);
    expect((await token(rig.cloud, form)).status).toBe(200);
    rig.cloud.faults.clear();
    expect((await rig.get('sleep')).status).toBe(200);
  });
});

describe('documents that come late or change', () => {
  it('holds a night back until it is synced', async () => {
    rig.cloud.faults.delayNight(parseDay('2026-05-10'), new Date('2026-05-26T12:00:00Z'));
    expect((await list('sleep')).map(({ id }) => id)).toEqual(['night-11']);
    expect((await list('daily_readiness')).map(({ id }) => id)).toEqual(['readiness-09']);
    expect((await rig.get('sleep/night-10')).status).toBe(404);
    rig.clock.set('2026-05-26T12:00:00Z');
    expect((await rig.get('sleep/night-10')).status).toBe(200);
  });

  it('lets nights appear as the clock goes on', async () => {
    rig.cloud.faults.followClock({ hoursLate: 2 });
    rig.clock.set('2026-05-10T07:59:00Z');
    expect((await rig.get('sleep/night-10')).status).toBe(404);
    rig.clock.set('2026-05-10T08:00:00Z');
    expect((await rig.get('sleep/night-10')).status).toBe(200);
    expect((await rig.get('daily_readiness/readiness-10')).status).toBe(404);
  });

  it('rewrites readiness for some days', async () => {
    rig.cloud.faults.reviseReadiness(8);
    rig.clock.set('2026-05-17T10:00:00Z');
    const [ninth, young] = await list('daily_readiness');
    expect(ninth).toMatchObject({ score: 80, contributors: { sleep_regularity: 77 } });
    expect(young).toMatchObject({ contributors: { sleep_regularity: null } });
    expect(young?.score).toBeLessThan(80);
    rig.clock.set('2026-05-18T10:00:00Z');
    expect((await list('daily_readiness'))[1]).toMatchObject({
      score: 80,
      contributors: { sleep_regularity: 77 },
    });
  });
});

describe('the rate limits', () => {
  const statuses = async (limited: Rig, calls: number, bearer?: string): Promise<number[]> => {
    const seen: number[] = [];
    for (let call = 0; call < calls; call += 1) seen.push((await limited.get('sleep', bearer)).status);
    return seen;
  };

  it('count requests per token and window, by the clock', async () => {
    await using limited = await disposableRig({ rateLimit: { requests: 2, windowSeconds: 60 } });
    expect(await statuses(limited, 3)).toEqual([200, 200, 429]);
    const other = limited.cloud.issueTokens('member-1').accessToken;
    expect(await statuses(limited, 1, other)).toEqual([200]);
    limited.clock.set('2026-05-26T10:01:00Z');
    expect(await statuses(limited, 1)).toEqual([200]);
    expect(limited.cloud.requests()).toEqual({ sleep: 5 });
    expect(limited.cloud.rateLimitViolations()).toBe(1);
    expect(limited.cloud.peakRate()).toBe(3);
  });

  it('count all tokens of an application together, and say which limit it was', async () => {
    await using limited = await disposableRig({
      rateLimit: { requests: 10, windowSeconds: 60 },
      applicationRateLimit: { requests: 3, windowSeconds: 300 },
    });
    const other = limited.cloud.issueTokens('member-1').accessToken;
    expect(await statuses(limited, 2)).toEqual([200, 200]);
    expect(await statuses(limited, 1, other)).toEqual([200]);
    const refused = await limited.get('sleep', other);
    expect(refused.status).toBe(429);
    const names = ['limit', 'window', 'tier', 'reset'].map((name) => `x-ratelimit-${name}`);
    expect(names.map((name) => refused.headers.get(name))).toEqual([
      '3',
      '300',
      'application',
      String(Date.parse('2026-05-26T10:05:00Z') / 1000),
    ]);
    expect(refused.headers.get('retry-after')).toBe('300');
    expect((await rig.get('sleep')).headers.get('x-ratelimit-limit')).toBeNull();
  });

  it('are watched where none is set, and faults that say 429 are no violations', async () => {
    rig.cloud.faults.fail({ kind: 'rate-limited', retryAfterSeconds: 1, tier: 'application' });
    expect((await rig.get('sleep')).headers.get('x-ratelimit-tier')).toBe('application');
    expect(await statuses(rig, 3)).toEqual([200, 200, 200]);
    expect(rig.cloud.rateLimitViolations()).toBe(0);
    expect(rig.cloud.peakRate()).toBe(3);
  });
});
