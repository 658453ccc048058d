import { describe, expect, it } from 'vitest';
import { createHttpApp } from '../../../src/http/http-app.ts';
import { openChannels } from '../../../src/notify/open-channels.ts';
import { httpDependencies } from '../../support/http-dependencies.ts';
import { startReceiver } from '../../support/notify/receiver.ts';
import { browser } from '../../support/stores/samples.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

const store = setStore(sqliteSite);
type Own = NonNullable<Parameters<typeof httpDependencies>[1]>;

function ask(path: string, init: RequestInit = {}, own: Own = {}) {
  const app = createHttpApp(httpDependencies(store(), own));
  const headers = { host: 'localhost:8321', ...(init.headers as Record<string, string>) };
  return app.request(`http://localhost:8321${path}`, { ...init, headers });
}

const json = (method: string, body: unknown, headers = {}) => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});
const form = (fields: Record<string, string>, headers = {}) => ({
  method: 'POST',
  body: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
});
const { endpoint, ...keys } = browser('https://push.example.org/send/abc');
const path = '/api/people/anna/push-subscriptions';

describe('push subscriptions over HTTP', () => {
  it('are kept for one person, once a browser, and forgotten', async () => {
    const { anna, berta, pushSubscriptions } = store();
    for (let time = 0; time < 2; time++) {
      expect((await ask(path, json('POST', { endpoint, expirationTime: null, keys }))).status).toBe(201);
    }
    expect(await pushSubscriptions.list(anna)).toEqual([{ endpoint, ...keys }]);
    expect(await pushSubscriptions.list(berta)).toEqual([]);
    expect((await ask(path, json('DELETE', { endpoint }))).status).toBe(204);
    expect((await ask(path, json('DELETE', { endpoint }))).status).toBe(204);
    expect(await pushSubscriptions.list(anna)).toEqual([]);
  });

  it.each([
    ['without keys', { endpoint }],
    ['of an address in the house', { endpoint: 'https://192.168.1.1/send', keys }],
    ['without TLS', { endpoint: 'http://push.example.org/send', keys }],
    ['with keys of no curve', { endpoint, keys: { ...keys, p256dh: keys.auth } }],
    ['that is a list', []],
  ])('are refused %s, without repeating anything', async (_what, body) => {
    const answer = await ask(path, json('POST', body));
    expect([400, 422]).toContain(answer.status);
    expect(await answer.text()).not.toMatch(/192\.168|push\.example|BTBZ/);
    expect(await store().pushSubscriptions.list(store().anna)).toEqual([]);
  });

  it('are taken from this server’s own pages only', async () => {
    const strange = json('POST', { endpoint, keys }, { origin: 'https://evil.example' });
    expect((await ask(path, strange)).status).toBe(403);
    expect(
      (await ask('/api/people/nobody/push-subscriptions', json('POST', { endpoint, keys }))).status,
    ).toBe(404);
  });

  it('begin with the key and the worker of this server', async () => {
    expect(await (await ask('/api/push/key')).json()).toEqual({ key: 'the key of this server' });
    const worker = await ask('/push-worker.js');
    expect(worker.headers.get('content-type')).toContain('text/javascript');
    expect(await worker.text()).toContain('showNotification');
  });
});

describe('the page of notifications', () => {
  it('shows what was chosen, runs its one script, and keeps what is chosen anew beside the addresses', async () => {
    const { anna, contacts } = store();
    await contacts.upsert(anna, { email: 'anna@example.net' });
    const shown = await ask('/people/anna/notifications');
    const policy = shown.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'sha256-[^']+'(;|$)/);
    expect(policy).toContain("worker-src 'self'");
    const html = await shown.text();
    expect(html).toContain('value="changes" checked');
    expect(html).toContain('name="digest" value="on" checked');
    expect(html).not.toContain('name="values" value="on" checked');
    expect(html).not.toContain('anna@example.net');

    const saved = await ask('/people/anna/notifications', form({ daily: 'never', values: 'on' }));
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/people/anna/notifications?saved']);
    expect(await contacts.find(anna)).toEqual({
      email: 'anna@example.net',
      daily: 'never',
      digest: false,
      values: true,
    });
    expect(await (await ask('/people/anna/notifications?saved')).text()).toContain('value="never" checked');
  });

  it('takes no form of another site, and none with other choices', async () => {
    const strange = form({ daily: 'never' }, { origin: 'https://evil.example' });
    expect((await ask('/people/anna/notifications', strange)).status).toBe(403);
    expect((await ask('/people/anna/notifications', form({ daily: 'hourly' }))).status).toBe(400);
    expect(await store().contacts.find(store().anna)).toBeUndefined();
  });

  it('sends a test and says how it went', async () => {
    await using receiver = await startReceiver(204);
    const channels = openChannels({ notifyUrl: receiver.url, smtpUrl: undefined });
    const answer = await ask('/people/anna/notifications/test', { method: 'POST' }, { channels });
    expect(await answer.text()).toContain('A test by url: sent.');
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ event: 'test', person: 'anna' });
  });
});
