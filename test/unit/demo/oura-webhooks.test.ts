import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebhookEvent } from '../../../src/demo/oura-cloud/webhook-types.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { client, type Rig, startRig } from './cloud-rig.ts';
import { type Received, type Receiver, startReceiver } from './webhook-receiver.ts';

let rig: Rig;
let receiver: Receiver;
beforeEach(async () => {
  rig = await startRig({ webhookRetryDelayMs: () => 0, webhookTimeoutMs: 1500 });
  receiver = await startReceiver();
});
afterEach(() => rig.cloud.close());

const application = { 'x-client-id': client.clientId, 'x-client-secret': client.clientSecret };

async function call(
  method: string,
  path = '',
  body?: unknown,
  headers: Record<string, string> = application,
): Promise<{ status: number; json: Record<string, unknown> }> {
  const answer = await fetch(`${rig.cloud.url}/v2/webhook/subscription${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

const wanted = (changes: Record<string, unknown> = {}) => ({
  callback_url: receiver.url,
  verification_token: 'expected',
  event_type: 'update',
  data_type: 'sleep',
  ...changes,
});

async function subscribe(changes: Record<string, unknown> = {}): Promise<string> {
  const { status, json } = await call('POST', '', wanted(changes));
  expect(status).toBe(201);
  return String(json.id);
}

const event: WebhookEvent = {
  event: 'update',
  dataType: 'sleep',
  objectId: 'night-10',
  accountId: 'member-1',
};

/** As Oura's documentation has it, over the bytes that came. */
function isSigned({ headers, body }: Received, secret = client.clientSecret): boolean {
  const expected = createHmac('sha256', secret).update(`${headers['x-oura-timestamp']}${body}`).digest('hex');
  return headers['x-oura-signature'] === expected.toUpperCase();
}

describe('subscriptions', () => {
  it('are created once the address has answered the challenge, and live 90 days', async () => {
    const { status, json } = await call('POST', '', wanted());
    expect(status).toBe(201);
    expect(receiver.challenges).toHaveLength(1);
    expect(json).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      callback_url: receiver.url,
      event_type: 'update',
      data_type: 'sleep',
      expiration_time: '2026-08-24T10:00:00.000Z',
    });
    expect((await call('GET')).json).toEqual([json]);
    expect((await call('GET', `/${json.id}`)).json).toEqual(json);
  });

  it('are refused where the address does not know the token', async () => {
    expect((await call('POST', '', wanted({ verification_token: 'other' }))).status).toBe(400);
    receiver.forgetToken();
    expect((await call('POST', '', wanted())).status).toBe(400);
    expect((await call('GET')).json).toEqual([]);
  });

  it.each([
    ['an unknown data type', { data_type: 'heartrate' }, 'data_type'],
    ['an unknown event type', { event_type: 'created' }, 'event_type'],
    ['no address', { callback_url: 'somewhere' }, 'callback_url'],
    ['an address that is not the web', { callback_url: 'file:///etc/hosts' }, 'callback_url'],
  ])('answer 422 to %s and ask nobody', async (_what, changes, field) => {
    const { status, json } = await call('POST', '', wanted(changes));
    expect(status).toBe(422);
    expect(json.detail).toEqual([expect.objectContaining({ loc: ['body', field] })]);
    expect(receiver.challenges).toEqual([]);
  });

  it('stand for one event type and data type each', async () => {
    await subscribe();
    expect((await call('POST', '', wanted())).status).toBe(409);
    await subscribe({ event_type: 'create' });
    const other = await subscribe({ data_type: 'vo2_max' });
    expect((await call('PUT', `/${other}`, wanted())).status).toBe(409);
  });

  it('belong to the application whose headers were sent', async () => {
    const id = await subscribe();
    for (const headers of [{}, { ...application, 'x-client-secret': 'guessed' }]) {
      expect((await call('GET', '', undefined, headers)).status).toBe(401);
      expect((await call('DELETE', `/${id}`, undefined, headers)).status).toBe(401);
    }
  });

  it('are challenged again only when the address changes', async () => {
    const id = await subscribe();
    const token = { verification_token: 'expected' };
    expect((await call('PUT', `/${id}`, { ...token, event_type: 'delete' })).json.event_type).toBe('delete');
    expect(receiver.challenges).toHaveLength(1);
    const moved = { ...token, callback_url: `${receiver.url}/2` };
    expect((await call('PUT', `/${id}`, moved)).json).toMatchObject({ id, callback_url: moved.callback_url });
    expect(receiver.challenges).toHaveLength(2);
    receiver.forgetToken();
    expect((await call('PUT', `/${id}`, { ...token, callback_url: receiver.url })).status).toBe(400);
    expect((await call('GET', `/${id}`)).json.callback_url).toBe(moved.callback_url);
  });

  it('are renewed before they expire, not after', async () => {
    const id = await subscribe();
    rig.clock.set('2026-08-20T10:00:00Z');
    expect((await call('PUT', `/renew/${id}`)).json.expiration_time).toBe('2026-11-18T10:00:00.000Z');
    rig.clock.set('2026-11-18T10:00:00Z');
    expect((await call('PUT', `/renew/${id}`)).status).toBe(403);
    expect(await rig.cloud.sendWebhook(event)).toEqual([]);
  });

  it('go with 204, and then are unknown', async () => {
    const id = await subscribe();
    expect((await call('DELETE', `/${id}`)).status).toBe(204);
    for (const [method, path] of [
      ['GET', `/${id}`],
      ['DELETE', `/${id}`],
      ['PUT', `/renew/${id}`],
    ] as const) {
      expect((await call(method, path)).status).toBe(403);
    }
  });
});

describe('events', () => {
  it('carry ids, the time and a signature over timestamp and bytes', async () => {
    await subscribe();
    expect(await rig.cloud.sendWebhook(event)).toEqual([204]);
    const [sent] = receiver.received;
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      event_type: 'update',
      data_type: 'sleep',
      object_id: 'night-10',
      event_time: '2026-05-26T10:00:00+00:00',
      user_id: 'member-1',
    });
    expect(sent?.headers['x-oura-timestamp']).toBe(String(Date.parse('2026-05-26T10:00:00Z') / 1000));
    expect(sent && isSigned(sent)).toBe(true);
    expect(await rig.cloud.sendWebhook({ ...event, event: 'create' })).toEqual([]);
  });

  it('can be sent wrong in every way a receiver must see through', async () => {
    await subscribe();
    await rig.cloud.sendWebhook(event, { copies: 3 });
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(receiver.received.splice(0)).toHaveLength(3);
    const send = async (options: Parameters<typeof rig.cloud.sendWebhook>[1]): Promise<Received> => {
      await rig.cloud.sendWebhook(event, options);
      const [only] = receiver.received.splice(0);
      if (only === undefined) throw new Error('nothing came');
      return only;
    };
    expect(isSigned(await send({ wrongSignature: true }))).toBe(false);
    const altered = await send({ alteredBody: true });
    expect(isSigned(altered)).toBe(false);
    expect(JSON.parse(altered.body)).toMatchObject({ object_id: 'another' });
    const stale = await send({ staleSeconds: 3600 });
    expect(isSigned(stale)).toBe(true);
    expect(stale.headers['x-oura-timestamp']).toBe(String(Date.parse('2026-05-26T09:00:00Z') / 1000));
    const spaced = await send({ spaced: true });
    expect(isSigned(spaced)).toBe(true);
    expect(spaced.body).not.toBe(JSON.stringify(JSON.parse(spaced.body)));
  });

  it('are tried again until they are taken, ten times at most', async () => {
    await subscribe();
    receiver.answerWith(500, 404, 302);
    expect(await rig.cloud.sendWebhook(event)).toEqual([500, 404, 302, 204]);
    receiver.answerWith(...Array.from({ length: 20 }, () => 503));
    expect(await rig.cloud.sendWebhook(event)).toEqual(Array.from({ length: 11 }, () => 503));
  });

  it('are tried again when nobody answers in time', async () => {
    await subscribe();
    receiver.answerWith('hang');
    expect(await rig.cloud.sendWebhook(event)).toEqual([0, 204]);
  });

  it('end with 410: the subscription is gone', async () => {
    const id = await subscribe();
    receiver.answerWith(410);
    expect(await rig.cloud.sendWebhook(event)).toEqual([410]);
    expect((await call('GET', `/${id}`)).status).toBe(403);
  });

  it('wait for the retry as long as they are told, and no longer than the cloud lives', async () => {
    const waits: number[] = [];
    const patient = await startRig({
      webhookRetryDelayMs: (retry) => {
        waits.push(retry);
        return retry < 3 ? 0 : 3_600_000;
      },
    });
    const shared = rig;
    rig = patient;
    await subscribe();
    receiver.answerWith(500, 500, 500);
    const sending = patient.cloud.sendWebhook(event);
    while (waits.length < 3) await new Promise((turn) => setImmediate(turn));
    await patient.cloud.close();
    expect(await sending).toEqual([500, 500, 500, 0]);
    rig = shared;
  });
});

describe('announcing', () => {
  const told = (): string[] =>
    receiver.received.splice(0).map(({ body }) => {
      const { event_type, data_type, object_id } = JSON.parse(body) as Record<string, string>;
      return `${event_type} ${data_type} ${object_id}`;
    });

  it('tells what came since the last time, once', async () => {
    await subscribe({ event_type: 'create' });
    await subscribe({ event_type: 'create', data_type: 'daily_readiness' });
    rig.cloud.faults.delayNight(parseDay('2026-05-10'), new Date('2026-05-26T12:00:00Z'));
    expect(await rig.cloud.announce()).toEqual([]);
    rig.clock.set('2026-05-26T12:00:00Z');
    expect(await rig.cloud.announce()).toEqual([204, 204]);
    expect(told()).toEqual(['create sleep night-10', 'create daily_readiness readiness-10']);
    expect(await rig.cloud.announce()).toEqual([]);
  });

  it('tells what changed and what went, in any order', async () => {
    for (const event_type of ['update', 'delete']) await subscribe({ event_type });
    rig.cloud.faults.history({
      collection: 'sleep',
      id: 'night-10',
      revisions: [{ from: '2026-05-26T11:00:00Z', changes: { average_hrv: 33 } }],
    });
    rig.cloud.faults.history({ collection: 'sleep', id: 'night-11', deletedFrom: '2026-05-26T11:00:00Z' });
    rig.clock.set('2026-05-26T11:00:00Z');
    await rig.cloud.announce({ reversed: true, copies: 2 });
    expect(told()).toEqual([
      'delete sleep night-11',
      'delete sleep night-11',
      'update sleep night-10',
      'update sleep night-10',
    ]);
  });
});
