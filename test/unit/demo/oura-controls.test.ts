import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faultKinds } from '../../../src/demo/oura-cloud/request-faults.ts';
import { client, type Rig, startRig } from './cloud-rig.ts';
import { startReceiver } from './webhook-receiver.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ controls: true, webhookRetryDelayMs: () => 0 });
});
afterEach(() => rig.cloud.close());

async function control(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: Record<string, unknown> }> {
  const answer = await fetch(`${rig.cloud.url}/simulator/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

const fault = async (body: unknown): Promise<number> => (await control('POST', 'faults', body)).status;
const status = async (path: string): Promise<number> => (await rig.get(path)).status;

describe('the controls of the simulator', () => {
  it('are shut unless they are opened', async () => {
    const shut = await startRig();
    expect((await fetch(`${shut.cloud.url}/simulator/requests`)).status).toBe(404);
    await shut.cloud.close();
  });

  it('switch faults on and off', async () => {
    expect(await fault({ kind: 'server-error', status: 503, times: 2, on: 'sleep' })).toBe(204);
    expect([await status('daily_readiness'), await status('sleep')]).toEqual([200, 503]);
    expect((await control('DELETE', 'faults')).status).toBe(204);
    expect(await status('sleep')).toBe(200);
    expect(await fault({ kind: 'random', share: 1, kinds: ['lapsed'] })).toBe(204);
    expect(await status('sleep')).toBe(403);
  });

  it.each(faultKinds)('know %s by its name alone', async (kind) => {
    expect(await fault({ kind })).toBe(204);
  });

  it('switch what becomes of documents', async () => {
    const until = '2026-05-26T12:00:00Z';
    expect(await fault({ kind: 'delay-night', day: '2026-05-10', until })).toBe(204);
    expect(await fault({ kind: 'history', collection: 'sleep', id: 'night-11', deletedFrom: until })).toBe(
      204,
    );
    expect(await fault({ kind: 'revise-readiness', days: 60 })).toBe(204);
    expect(await fault({ kind: 'revise-activity', days: 8 })).toBe(204);
    expect([await status('sleep/night-10'), await status('sleep/night-11')]).toEqual([404, 200]);
    expect(await (await rig.get('daily_readiness/readiness-08')).json()).toMatchObject({
      contributors: { sleep_regularity: null },
    });
    rig.clock.set(until);
    expect([await status('sleep/night-10'), await status('sleep/night-11')]).toEqual([200, 404]);
    rig.clock.set('2026-05-05T12:00:00Z');
    expect(await fault({ kind: 'follow-clock' })).toBe(204);
    expect(await status('sleep/night-06')).toBe(404);
    expect(await fault({ kind: 'expire-tokens' })).toBe(204);
    expect(await status('sleep/night-01')).toBe(401);
  });

  it.each([
    ['an unknown kind', { kind: 'earthquake' }],
    ['a field that is none', { kind: 'server-error', staus: 503 }],
    ['no share', { kind: 'random', kinds: ['reset'] }],
    ['a kind that does not exist', { kind: 'random', share: 0.5, kinds: ['rest'] }],
    [
      'a time without a zone',
      { kind: 'history', collection: 'sleep', id: 'x', visibleFrom: '2026-05-10T10:00:00' },
    ],
    ['no object', []],
  ])('refuse %s with 422 and change nothing', async (_what, body) => {
    expect(await fault(body)).toBe(422);
    expect(await status('sleep')).toBe(200);
  });

  it('refuse what is no JSON', async () => {
    const answer = await fetch(`${rig.cloud.url}/simulator/faults`, { method: 'POST', body: '{"kind":' });
    expect(answer.status).toBe(422);
  });

  it('count the requests, their own not among them, and are never faulty', async () => {
    await fault({ kind: 'server-error', times: 5 });
    await status('sleep');
    await status('sleep/night-01');
    expect((await control('GET', 'requests')).json).toEqual({
      requests: { sleep: 2 },
      rate_limit_violations: 0,
      peak: { token: 0, application: 0 },
    });
    expect((await control('GET', 'elsewhere')).status).toBe(404);
  });

  it('send and announce events', async () => {
    const receiver = await startReceiver();
    for (const event_type of ['create', 'update']) {
      const made = await fetch(`${rig.cloud.url}/v2/webhook/subscription`, {
        method: 'POST',
        headers: { 'x-client-id': client.clientId, 'x-client-secret': client.clientSecret },
        body: JSON.stringify({
          callback_url: receiver.url,
          verification_token: 'expected',
          event_type,
          data_type: 'sleep',
        }),
      });
      expect(made.status).toBe(201);
    }
    const event = { event_type: 'create', data_type: 'sleep', object_id: 'night-10' };
    receiver.answerWith(500);
    // Nothing is tried again unless it is asked for: the caller waits for the answer.
    expect((await control('POST', 'webhooks/send', event)).json).toEqual({ statuses: [500] });
    const twice = { ...event, copies: 2, user_id: 'another' };
    expect((await control('POST', 'webhooks/send', twice)).json).toEqual({ statuses: [204, 204] });
    expect(JSON.parse(receiver.received.at(-1)?.body ?? '')).toMatchObject({
      object_id: 'night-10',
      user_id: 'another',
    });
    const changes = { average_hrv: 40 };
    await fault({
      kind: 'history',
      collection: 'sleep',
      id: 'night-12',
      revisions: [{ from: '2026-05-26T11:00:00Z', changes }],
    });
    expect((await control('POST', 'webhooks/announce')).json).toEqual({ statuses: [] });
    rig.clock.set('2026-05-26T11:00:00Z');
    expect((await control('POST', 'webhooks/announce', { spaced: true })).json).toEqual({ statuses: [204] });
    expect(JSON.parse(receiver.received.at(-1)?.body ?? '')).toMatchObject({
      event_type: 'update',
      object_id: 'night-12',
    });
  });
});
