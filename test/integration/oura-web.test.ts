import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { accountOf } from '../../src/demo/oura-cloud/demo-account.ts';
import { type OuraCloud, startOuraCloud } from '../../src/demo/oura-cloud/server.ts';
import { generateDemoPerson } from '../../src/demo/person/generate.ts';
import { createHttpApp, type HttpDependencies } from '../../src/http/http-app.ts';
import { type Listening, listen } from '../../src/http/listen.ts';
import { backfillPersonHandler } from '../../src/jobs/backfill-person.ts';
import { handleWebhook, handleWebhookHandler } from '../../src/jobs/handle-webhook.ts';
import { subscribeAll, unsubscribeAll, type WebhookSettings } from '../../src/jobs/keep-webhooks.ts';
import { notifyPerson, notifyPersonHandler } from '../../src/jobs/notify-person.ts';
import { createOuraConnections } from '../../src/jobs/oura-connections.ts';
import { jobIdOf } from '../../src/queue/job-id.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import type { JobQueue } from '../../src/queue/runtime.ts';
import { parseDay } from '../../src/shared/day.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { createOuraOAuth } from '../../src/sources/oura/oauth.ts';
import { createSubscriptionClient } from '../../src/sources/oura/subscriptions.ts';
import { httpDependencies } from '../support/http-dependencies.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { embeddedSite, embeddedTemplate, type QueueSite } from '../support/queue/site.ts';
import { quickTimes } from '../support/queue/stage.ts';
import { setStore } from '../support/stores/stage.ts';
import { sqliteSite } from '../support/test-database.ts';

/** The browser's way to Oura and back, and Oura's way to us: real HTTP on both sides, a simulated cloud beyond. */
const store = setStore(sqliteSite);
const lastDay = parseDay('2026-03-20');
const generated = generateDemoPerson({ lastDay, days: 30, seed: 3 });
const tag = {
  id: 'a-tag-in-words',
  tag_type_code: 'custom',
  custom_name: 'crushing chest pain',
  start_time: '2026-03-19T12:00:00+00:00',
  start_day: '2026-03-19',
  comment: null,
};
const documents = { ...generated.oura.documents, enhanced_tag: [tag] };
const person = { ...generated, oura: { ...generated.oura, documents } };
const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));
const client = { clientId: 'household', clientSecret: 'whispered secret' };

let template = '';
let site: QueueSite;
let queue: JobQueue;
let cloud: OuraCloud;
let server: Listening;
let webhooks: WebhookSettings;
let lines: string[] = [];

beforeAll(async () => {
  template = await embeddedTemplate();
});
afterAll(() => rm(template, { recursive: true, force: true }));

beforeEach(async () => {
  lines = [];
  site = await embeddedSite(template);
  queue = await openQueue(site.config, { logger: silentLogger, clock: store().clock, times: quickTimes });
  const log = (...words: unknown[]) => void lines.push(JSON.stringify(words));
  const logger = { ...silentLogger, info: log, warn: log, error: log, debug: log };
  let own: HttpDependencies | undefined;
  // Its address has to be known before anything that names it can be made.
  server = await listen(
    { fetch: (request: Request) => createHttpApp(own as HttpDependencies).fetch(request) } as never,
    '127.0.0.1',
    0,
  );
  const redirectUri = `${server.url}/oauth/callback`;
  cloud = await startOuraCloud({
    accounts: [accountOf(person)],
    clients: [{ ...client, redirectUris: [redirectUri] }],
    clock: store().clock,
    webhookRetryDelayMs: () => 0,
  });
  const shared = {
    ...store(),
    oauth: createOuraOAuth({
      ...client,
      clock: store().clock,
      endpoints: {
        authorizationUrl: `${cloud.url}/oauth/authorize`,
        tokenUrl: `${cloud.url}/oauth/token`,
        revocationUrl: `${cloud.url}/oauth/revoke`,
      },
    }),
    ouraBaseUrl: cloud.url,
    ouraLimit: { requests: 10_000, seconds: 1 },
    ouraRedirectUri: redirectUri,
    fetch,
  };
  webhooks = {
    url: `${server.url}/webhooks/oura`,
    clientSecret: client.clientSecret,
    subscriptions: createSubscriptionClient({ ...client, baseUrl: cloud.url, fetch }),
  };
  const openedQueue = async () => queue;
  own = httpDependencies(store(), {
    logger,
    queue: openedQueue,
    webhooks,
    oura: createOuraConnections({ ...shared, queue: openedQueue }),
  });
  await queue.work([
    backfillPersonHandler({ ...shared, queue }),
    handleWebhookHandler({ ...shared, knowledge, queue }),
    notifyPersonHandler({ ...store(), channels: [] }),
  ]);
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await queue.close({ timeoutMs: 2_000 });
  await cloud.close();
  await site.remove();
});

const go = (url: string, cookie = '') => fetch(url, { redirect: 'manual', headers: { cookie } });
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';

/** What a browser does: start here, consent there, come back with the cookie that was set at the start. */
async function connect(slug = 'anna'): Promise<{ answer: string; cookie: string; back: Response }> {
  const start = await go(`${server.url}/oauth/start?person=${slug}`);
  const cookie = cookieOf(start);
  const consent = await go(start.headers.get('location') ?? '');
  const answer = consent.headers.get('location') ?? '';
  return { answer, cookie, back: await go(answer, cookie) };
}

describe('connecting in the browser', () => {
  it('leads to Oura and back to a page that says how the connection stands, and hands no token to anybody', async () => {
    const { back, answer } = await connect();
    expect(back.status).toBe(302);
    expect(back.headers.get('location')).toBe('/people/anna/connections');
    const html = await (await go(`${server.url}/people/anna/connections`)).text();
    expect(html).toContain('Connected.');
    const tokens = (await store().connections.find(store().anna))?.tokens;
    expect(tokens?.scopes).toContain('daily');
    for (const secret of [tokens?.accessToken, tokens?.refreshToken, client.clientSecret]) {
      expect(secret).toBeTruthy();
      expect(`${html}${answer}${lines.join('')}${[...back.headers].join('')}`).not.toContain(secret);
    }
  });

  it('takes an answer once, in the browser that asked, and never one that was not asked for', async () => {
    const { answer, cookie } = await connect();
    expect((await go(answer, cookie)).status).toBe(403);
    const start = await go(`${server.url}/oauth/start?person=berta`);
    const consent = await go(start.headers.get('location') ?? '');
    const elsewhere = await go(consent.headers.get('location') ?? '', 'rounds-consent=another');
    expect(elsewhere.status).toBe(403);
    expect(await elsewhere.text()).toContain('begun in this browser');
    expect(await store().connections.find(store().berta)).toBeUndefined();
    const forged = new URL(answer);
    forged.searchParams.set('state', 'made-up');
    expect((await go(forged.href, 'rounds-consent=made-up')).status).toBe(403);
  });

  it('tells a refusal on Oura’s page in words, and an answer that came too late', async () => {
    const start = await go(`${server.url}/oauth/start?person=anna`);
    const cookie = cookieOf(start);
    const state = cookie.split('=')[1] ?? '';
    const denied = await go(`${server.url}/oauth/callback?error=access_denied&state=${state}`, cookie);
    expect(await denied.text()).toContain('Access was not granted');
    const late = await go(`${server.url}/oauth/start?person=anna`);
    const consent = await go(late.headers.get('location') ?? '');
    store().clock.advance(21 * 60_000);
    const tooLate = await go(consent.headers.get('location') ?? '', cookieOf(late));
    expect(await tooLate.text()).toContain('too old');
  });

  it('offers to reconnect when Oura no longer accepts the connection, and forgets it when asked', async () => {
    await connect();
    const before = await store().connections.find(store().anna);
    await store().connections.markForReconnect(store().anna, before?.version ?? 0);
    const ended = await (await go(`${server.url}/people/anna/connections`)).text();
    expect(ended).toContain('no longer accepts this connection');
    expect(ended).toContain('href="/oauth/start?person=anna">Reconnect Oura</a>');
    const gone = await fetch(`${server.url}/people/anna/connections/oura/disconnect`, {
      method: 'POST',
      redirect: 'manual',
    });
    expect(gone.status).toBe(303);
    expect(await store().connections.find(store().anna)).toBeUndefined();
    // Oura was told as well: the old token opens nothing there.
    const refused = await fetch(`${cloud.url}/v2/usercollection/personal_info`, {
      headers: { authorization: `Bearer ${before?.tokens.accessToken}` },
    });
    expect(refused.status).toBe(401);
  });
});

describe('webhooks', () => {
  const night = (person.oura.documents.sleep ?? []).find(({ type }) => type === 'long_sleep') as {
    id: string;
    day: string;
  };
  const event = (more: Partial<{ event: string; objectId: string; accountId: string }> = {}) =>
    ({
      event: 'create',
      dataType: 'sleep',
      objectId: night.id,
      accountId: person.oura.userId,
      ...more,
    }) as never;
  const kept = async () =>
    (await store().rawDocuments.list(store().anna, ['sleep'], parseDay(night.day), parseDay(night.day))).map(
      ({ documentId }) => documentId,
    );
  const handled = async () => {
    const [row] = await store().db.selectFrom('webhook_event').select('id').execute();
    return queue.waitUntilFinished(jobIdOf(handleWebhook, row?.id ?? ''));
  };

  /** Connected, and nothing fetched yet: whatever arrives came by a webhook. */
  async function connected(): Promise<void> {
    const tokens = cloud.issueTokens(person.oura.userId);
    await store().connections.upsert(store().anna, {
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken,
      expiresAt: '2026-03-21T00:00:00.000Z',
      scopes: tokens.scopes,
    });
    await store().connections.updateAccount(store().anna, person.oura.userId);
  }

  it('are subscribed for every kind of data and event, renewed before they lapse, and removed', async () => {
    const first = await subscribeAll(webhooks, store().clock.now());
    expect(first).toEqual({ created: 48, renewed: 0 });
    expect(await subscribeAll(webhooks, store().clock.now())).toEqual({ created: 0, renewed: 0 });
    store().clock.advance(85 * 86_400_000);
    expect(await subscribeAll(webhooks, store().clock.now())).toEqual({ created: 0, renewed: 48 });
    expect(await unsubscribeAll(webhooks)).toBe(48);
    expect(await webhooks.subscriptions.list()).toEqual([]);
  });

  it('bring a document in by its id; copies of one announcement are one', async () => {
    await connected();
    await subscribeAll(webhooks, store().clock.now());
    expect(await cloud.sendWebhook(event(), { copies: 3 })).toEqual([200, 200, 200]);
    expect(await handled()).toEqual({ state: 'completed' });
    expect(await kept()).toEqual([night.id]);
    expect(cloud.requests().sleep).toBe(1);
    expect(await store().db.selectFrom('webhook_event').selectAll().execute()).toHaveLength(1);
  });

  it('of a tag in words that must not wait ask for a notice before any round', async () => {
    await connected();
    await subscribeAll(webhooks, store().clock.now());
    await cloud.sendWebhook(event({ dataType: 'enhanced_tag', objectId: tag.id } as never));
    expect(await handled()).toEqual({ state: 'completed' });
    const day = parseDay(tag.start_day);
    const [flag] = await store().redFlags.list(store().anna, { from: day, to: day });
    expect(flag).toMatchObject({ rule: 'chest-pain', urgency: 'emergency' });
    const key = `${store().anna.id} red-flag ${flag?.id}`;
    expect(await queue.waitUntilFinished(jobIdOf(notifyPerson, key))).toMatchObject({
      reason: expect.stringMatching(/^Nobody is set to be told/),
    });
    expect(lines.join()).not.toContain('chest');
  });

  it('take a deleted document out of its day and keep what it said', async () => {
    await connected();
    await subscribeAll(webhooks, store().clock.now());
    await cloud.sendWebhook(event());
    await handled();
    await store().db.deleteFrom('webhook_event').execute();
    await cloud.sendWebhook(event({ event: 'delete' }));
    await handled();
    expect(await kept()).toEqual([]);
    const revisions = await store().db.selectFrom('raw_document').select('revision').execute();
    expect(revisions.map(({ revision }) => revision)).toEqual([1, 2]);
  });

  it('with a wrong signature, an old timestamp or an altered body are turned away', async () => {
    await connected();
    await subscribeAll(webhooks, store().clock.now());
    for (const wrong of [{ wrongSignature: true }, { staleSeconds: 3_600 }, { alteredBody: true }]) {
      expect(await cloud.sendWebhook(event(), { ...wrong, retries: 0 })).toEqual([401]);
    }
    expect(await store().db.selectFrom('webhook_event').selectAll().execute()).toEqual([]);
    // The bytes are signed, not what parsing makes of them.
    expect(await cloud.sendWebhook(event(), { spaced: true })).toEqual([200]);
  });

  it('of an account that nobody here has are answered and forgotten', async () => {
    await subscribeAll(webhooks, store().clock.now());
    expect(await cloud.sendWebhook(event())).toEqual([200]);
    expect(await store().db.selectFrom('webhook_event').selectAll().execute()).toEqual([]);
  });

  it('answer a challenge of Oura’s only', async () => {
    const asked = await go(`${server.url}/webhooks/oura?verification_token=guess&challenge=x`);
    expect(asked.status).toBe(401);
    const body = 'x'.repeat(70_000);
    expect((await fetch(`${server.url}/webhooks/oura`, { method: 'POST', body })).status).toBe(413);
  });
});
