import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDay } from '../../../src/shared/day.ts';
import { type Rig, secret, startRig, token } from './cloud-rig.ts';

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

describe('the rate limit', () => {
  it('counts requests per token and window, by the clock', async () => {
    const limited = await startRig({ rateLimit: { requests: 2, windowSeconds: 60 } });
    try {
      const statuses: number[] = [];
      for (let call = 0; call < 3; call += 1) statuses.push((await limited.get('sleep')).status);
      expect(statuses).toEqual([200, 200, 429]);
      const other = limited.cloud.issueTokens('member-1').accessToken;
      expect((await limited.get('sleep', other)).status).toBe(200);
      limited.clock.set('2026-05-26T10:01:00Z');
      expect((await limited.get('sleep')).status).toBe(200);
      expect(limited.cloud.requests()).toEqual({ sleep: 5 });
    } finally {
      await limited.cloud.close();
    }
  });
});
