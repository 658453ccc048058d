import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SENDING_MS } from '../../db/stores/notification-store.ts';
import { enqueueNotice, notifyPerson, notifyPersonHandler } from '../../src/jobs/notify-person.ts';
import { resendNotification } from '../../src/jobs/resend-notification.ts';
import { sendTestNotices } from '../../src/jobs/send-notification.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { parseDay } from '../../src/shared/day.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { pageOf, postmanOf, rowsOf } from '../support/notify/postman.ts';
import { type ReceiverStep, startReceiver } from '../support/notify/receiver.ts';
import { type Session, startSmtpServer } from '../support/notify/smtp-server.ts';
import { signalled } from '../support/queue/jobs.ts';
import { embeddedSite, embeddedTemplate } from '../support/queue/site.ts';
import { quickTimes } from '../support/queue/stage.ts';
import { digest } from '../support/stores/samples.ts';
import { setStore } from '../support/stores/stage.ts';
import { scratchSite } from '../support/test-database.ts';

const store = setStore(scratchSite);
const address = 'anna.red-address@example.net';

describe('telling a person', () => {
  it('goes over every channel there is for them, once, however often the job runs', async () => {
    const { anna, contacts } = store();
    await contacts.upsert(anna, { email: address });
    await using receiver = await startReceiver(204);
    await using smtp = await startSmtpServer({});
    const { once, states } = postmanOf(store(), { notifyUrl: receiver.url, smtpUrl: smtp.url });
    const telling = await pageOf(store(), anna);
    for (let time = 0; time < 3; time++) await once(telling);
    expect(await states(telling)).toEqual({ mail: 'sent', url: 'sent' });
    expect([receiver.received.length, smtp.taken.length]).toEqual([1, 1]);
    const { id, day, person } = JSON.parse(receiver.received[0]?.body ?? '');
    expect([person, day]).toEqual(['anna', '2026-03-20']);
    expect(id).toBe((await rowsOf(store(), telling)).find(({ channel }) => channel === 'url')?.id);
  });

  it('tells health values in texts to somebody who wants them there, and never in a subject', async () => {
    const { anna, contacts, digests } = store();
    const moved = {
      usualFrom: parseDay('2025-12-22'),
      usualTo: parseDay('2026-03-15'),
      compared: 24,
      movers: [{ metric: 'hrv', value: 38, n: 7, usual: { low: 46, median: 53, high: 61, n: 84 }, z: -2.9 }],
    };
    await digests.insert(anna, digest('2026-03-22', { moved }));
    await using receiver = await startReceiver(204);
    await using topic = await startReceiver(200);
    await using smtp = await startSmtpServer({});
    await contacts.upsert(anna, { email: address, ntfy: topic.url, values: true });
    const { once, states } = postmanOf(store(), { notifyUrl: receiver.url, smtpUrl: smtp.url });
    const telling = { personId: anna.id, kind: 'digest', about: '2026-03-22' } as const;
    await once(telling);
    expect(await states(telling)).toEqual({ mail: 'sent', ntfy: 'sent', url: 'sent' });
    const [head = '', ...body] = (smtp.taken[0] ?? '').split('\r\n\r\n');
    expect(head).not.toMatch(/38 ms|HRV|variability/);
    expect(Buffer.from(body.join('\n\n')).toString()).toContain('38 ms');
    expect(topic.received[0]?.body).toContain('Heart rate variability 38 ms (usual 46–61)');
    expect(JSON.stringify(topic.received[0]?.headers)).not.toMatch(/variability/);
    expect(receiver.received[0]?.body).not.toMatch(/38 ms|variability/);
  });

  it('has nothing to do where nothing is set, and no mail for people without an address', async () => {
    const { anna, berta, contacts, db } = store();
    await contacts.upsert(anna, { email: address });
    await postmanOf(store(), {}).once(await pageOf(store(), anna));
    expect(await db.selectFrom('notification').selectAll().execute()).toEqual([]);
    await using smtp = await startSmtpServer({});
    await postmanOf(store(), { smtpUrl: smtp.url }).once(await pageOf(store(), berta));
    expect(await db.selectFrom('notification').selectAll().execute()).toEqual([]);
    expect(smtp.sessions).toBe(0);
  });

  it('does not double one channel because the other has to be tried again', async () => {
    const { anna, contacts } = store();
    await contacts.upsert(anna, { email: address });
    await using receiver = await startReceiver({ status: 503, headers: { 'retry-after': '7200' } }, 429, 204);
    await using smtp = await startSmtpServer({ RCPT: '450 greylisted' }, {});
    const { untilDone, states } = postmanOf(store(), { notifyUrl: receiver.url, smtpUrl: smtp.url });
    const telling = await pageOf(store(), anna);
    const began = store().clock.now().getTime();
    await untilDone(telling);
    expect(await states(telling)).toEqual({ mail: 'sent', url: 'sent' });
    expect([receiver.received.length, smtp.taken.length]).toEqual([3, 1]);
    expect(new Set(receiver.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(store().clock.now().getTime() - began).toBeGreaterThanOrEqual(7_200_000);
  });

  it.each<[string, ReceiverStep, string, number]>([
    ['refused', 404, 'refused', 1],
    ['lost on the way back', 'drop', 'unknown', 1],
    ['answered with an error', 500, 'unknown', 1],
    ['put off for ever', 503, 'refused', 8],
    [
      'put off for longer than it matters',
      { status: 429, headers: { 'retry-after': '30000' } },
      'refused',
      1,
    ],
  ])('ends when it is %s', async (_what, step, state, requests) => {
    await using receiver = await startReceiver(step);
    const { untilDone, once, states } = postmanOf(store(), { notifyUrl: receiver.url });
    const telling = await pageOf(store(), store().anna);
    await untilDone(telling);
    await once(telling);
    expect(await states(telling)).toEqual({ url: state });
    expect(receiver.received).toHaveLength(requests);
    const [row] = await store().notifications.listUnsettled();
    expect(row).toMatchObject({ state, reason: expect.stringContaining('ROUNDS_NOTIFY_URL') });
  });

  it.each<[string, readonly Session[], string, number]>([
    ['421 and then open', [{ greeting: '421 busy' }, {}], 'sent', 1],
    ['452 for the text and then room', [{ text: '452 full' }, {}], 'sent', 1],
    ['lost before the text, then not', [{ DATA: 'drop' }, {}], 'sent', 1],
    ['550', [{ RCPT: '550 nobody' }], 'refused', 0],
    ['lost after the text', [{ text: 'drop' }, {}], 'unknown', 0],
    ['greylisting without an end', [{ RCPT: '450 later' }], 'refused', 0],
  ])('by mail, meets %s', async (_what, script, state, taken) => {
    const { anna, contacts } = store();
    await contacts.upsert(anna, { email: address });
    await using smtp = await startSmtpServer(...script);
    const { untilDone, once, states } = postmanOf(store(), { smtpUrl: smtp.url });
    const telling = await pageOf(store(), anna);
    await untilDone(telling);
    await once(telling);
    expect(await states(telling)).toEqual({ mail: state });
    expect(smtp.taken).toHaveLength(taken);
    expect(smtp.texts.length).toBeLessThanOrEqual(script.length);
  });

  it('is sent by one of two workers who have the same job', async () => {
    const answer = signalled();
    await using receiver = await startReceiver(answer.reached);
    const { once, states } = postmanOf(store(), { notifyUrl: receiver.url });
    const telling = await pageOf(store(), store().anna);
    const both = [once(telling), once(telling)];
    const slower = await Promise.race(both.map((one) => one.catch((error: unknown) => error)));
    expect(slower).toMatchObject({ name: 'NotYetError' });
    answer.reach();
    expect((await Promise.allSettled(both)).map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    await once(telling);
    expect(await states(telling)).toEqual({ url: 'sent' });
    expect(receiver.received).toHaveLength(1);
  });

  it('is not sent again when the worker was killed over it, and says that nobody knows', async () => {
    const { anna, notifications, clock } = store();
    await using receiver = await startReceiver(204);
    const { once, states } = postmanOf(store(), { notifyUrl: receiver.url });
    const telling = await pageOf(store(), anna);
    const { id } = await notifications.insert(telling, 'url');
    await notifications.claim(id);
    await expect(once(telling)).rejects.toMatchObject({ name: 'NotYetError' });
    clock.advance(SENDING_MS);
    for (let time = 0; time < 2; time++) await once(telling);
    expect(await states(telling)).toEqual({ url: 'unknown' });
    expect(receiver.received).toEqual([]);
    expect(await notifications.listUnsettled()).toMatchObject([
      { id, reason: expect.stringContaining('ended') },
    ]);
  });

  it('is not begun when the program is about to end', async () => {
    await using receiver = await startReceiver(204);
    const { once, states } = postmanOf(store(), { notifyUrl: receiver.url });
    const telling = await pageOf(store(), store().anna);
    await expect(once(telling, AbortSignal.abort())).rejects.toThrow();
    expect(await states(telling)).toEqual({ url: 'waiting' });
    expect(receiver.received).toEqual([]);
  });

  it('is given up over a channel that was taken away while it waited', async () => {
    const { anna, contacts } = store();
    await contacts.upsert(anna, { email: address });
    await using smtp = await startSmtpServer({ MAIL: '451 later' });
    const { once, states } = postmanOf(store(), { smtpUrl: smtp.url });
    const telling = await pageOf(store(), anna);
    await expect(once(telling)).rejects.toMatchObject({ name: 'TransientError' });
    await contacts.delete(anna);
    await once(telling);
    expect(await states(telling)).toEqual({ mail: 'refused' });
  });

  it('can be sent again by hand', async () => {
    const { notifications } = store();
    await using receiver = await startReceiver('drop', 503, 204);
    const { once, dependencies, states } = postmanOf(store(), { notifyUrl: receiver.url });
    const telling = await pageOf(store(), store().anna);
    await once(telling);
    const [row] = await notifications.listUnsettled();
    // Nobody comes back for it, so it does not go on waiting.
    expect((await resendNotification(dependencies, row?.id ?? '')).state).toBe('refused');
    expect(await states(telling)).toEqual({ url: 'refused' });
    expect((await resendNotification(dependencies, row?.id ?? '')).state).toBe('sent');
    expect(await states(telling)).toEqual({ url: 'sent' });
    await expect(resendNotification(dependencies, row?.id ?? '')).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(receiver.received).toHaveLength(3);
    const elsewhere = { ...dependencies, channels: [] };
    await expect(resendNotification(elsewhere, row?.id ?? '')).rejects.toMatchObject({
      code: 'invalid-config',
    });
  });

  it('can be sent again by hand when whoever began it never came back, and not before', async () => {
    const { anna, notifications, clock } = store();
    await using receiver = await startReceiver(204);
    const { dependencies } = postmanOf(store(), { notifyUrl: receiver.url });
    const { id } = await notifications.insert(await pageOf(store(), anna), 'url');
    await notifications.claim(id);
    await expect(resendNotification(dependencies, id)).rejects.toMatchObject({ code: 'conflict' });
    clock.advance(SENDING_MS);
    expect((await resendNotification(dependencies, id)).state).toBe('sent');
    expect(receiver.received).toHaveLength(1);
  });

  it('can be tried without anything being kept of it', async () => {
    const { anna, db } = store();
    await using receiver = await startReceiver(204, 410);
    const { dependencies } = postmanOf(store(), { notifyUrl: receiver.url });
    const day = parseDay('2026-03-20');
    const states = [1, 2].map(
      async () => (await sendTestNotices(dependencies, anna, day))[0]?.delivery.state,
    );
    expect((await Promise.all(states)).sort()).toEqual(['refused', 'sent']);
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ event: 'test', person: 'anna' });
    expect(await db.selectFrom('notification').selectAll().execute()).toEqual([]);
  });
});

describe('telling a person through the queue', () => {
  let template = '';
  beforeAll(async () => {
    template = await embeddedTemplate();
  });
  afterAll(() => rm(template, { recursive: true, force: true }));

  it('leaves neither address nor token in the queue and in the log, and tells once', async () => {
    const { anna, contacts } = store();
    await contacts.upsert(anna, { email: address });
    const lines: string[] = [];
    const logger = createLogger({ level: 'trace', destination: { write: (line) => lines.push(line) } });
    await using receiver = await startReceiver(404);
    await using smtp = await startSmtpServer({ RCPT: `450 later, ${address}` }, {});
    const smtpUrl = smtp.url.replace('smtp://', 'smtp://user:red-password@');
    const { dependencies, states } = postmanOf(store(), { notifyUrl: receiver.url, smtpUrl });
    const telling = await pageOf(store(), anna);
    const site = await embeddedSite(template);
    const queue = await openQueue(site.config, { logger, clock: systemClock, times: quickTimes });
    const impatient = {
      ...notifyPersonHandler(dependencies),
      retry: { ...notifyPerson.retry, backoffMs: 10 },
    };
    await queue.work([impatient], { queues: ['notices'] });
    const told = signalled();
    await queue.events(({ state }) => {
      if (state === 'completed' || state === 'failed') told.reach();
    });
    await Promise.all([1, 2].map(() => enqueueNotice(queue, telling)));
    await told.reached;
    await queue.close();
    expect(await states(telling)).toEqual({ mail: 'sent', url: 'refused' });
    expect([receiver.received.length, smtp.taken.length]).toEqual([1, 1]);
    const written = `${await site.contents()}\n${lines.join('\n')}`;
    expect(written.includes('notify-person')).toBe(true);
    expect(written.match(/red-address|red-token|red-password/g)).toBeNull();
    await site.remove();
  });
});
