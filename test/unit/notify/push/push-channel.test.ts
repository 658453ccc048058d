import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../../src/domain/notice.ts';
import { createPushChannel } from '../../../../src/notify/push/push-channel.ts';
import { makeVapidKey, vapidPublicKey } from '../../../../src/notify/push/vapid.ts';
import { parseDay } from '../../../../src/shared/day.ts';
import { adjustableClock } from '../../../support/adjustable-clock.ts';
import { pushBrowser, readVapid } from '../../../support/notify/push-browser.ts';
import { type ReceiverStep, startReceiver } from '../../../support/notify/receiver.ts';

const notice = {
  id: '0f3c2d1e-7d3a-4b5c-8d9e-0123456789ab',
  kind: 'page',
  person: 'anna',
  day: parseDay('2026-03-20'),
} as const;
const never = new AbortController().signal;
const key = makeVapidKey();
const clock = adjustableClock('2026-03-20T06:00:00.000Z');

function channelWith(fields: Partial<Parameters<typeof createPushChannel>[0]> = {}) {
  const forgotten: string[] = [];
  const channel = createPushChannel({
    key: async () => key,
    contact: 'rounds@example.org',
    clock,
    mayBeLocal: true,
    forget: async (person, endpoint) => {
      forgotten.push(`${person} ${endpoint}`);
    },
    ...fields,
  });
  return { channel, forgotten };
}

async function sendTo(step: ReceiverStep, told: Partial<Notice> = {}) {
  await using receiver = await startReceiver(step);
  const { subscription, read } = pushBrowser(receiver.url);
  const { channel, forgotten } = channelWith();
  const outcome = await channel.send({ ...notice, ...told }, { browsers: [subscription] }, never);
  const [request] = receiver.received;
  if (request === undefined) throw new Error('nothing came');
  return { outcome, request, text: read(request), forgotten, url: receiver.url };
}

describe('a push message', () => {
  it('is read by the browser alone, and signed by the server for this push service', async () => {
    const { outcome, request, text, url } = await sendTo(201);
    expect(outcome).toEqual({ state: 'sent' });
    expect(text).toEqual({
      title: 'rounds: your page of 20 March 2026 is ready',
      body: '',
      url: '/people/anna',
      tag: 'page anna',
      renotify: false,
    });
    const { key: named, claims } = readVapid(request);
    expect(named).toBe(vapidPublicKey(key));
    expect(claims).toEqual({
      aud: new URL(url).origin,
      exp: Date.parse('2026-03-20T18:00:00Z') / 1000,
      sub: 'mailto:rounds@example.org',
    });
    expect(request.headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      ttl: '86400',
      urgency: 'normal',
      topic: expect.stringMatching(/^[\w-]{32}$/),
    });
  });

  it('is urgent for a red flag, and none takes the place of another', async () => {
    const { request, text } = await sendTo(201, { kind: 'red-flag' });
    expect(request.headers).toMatchObject({ urgency: 'high', topic: '0f3c2d1e7d3a4b5c8d9e0123456789ab' });
    expect(text).toMatchObject({ title: 'rounds: please open your page now', body: '' });
  });

  it('holds what the person wants told, cut where a message is full', async () => {
    expect((await sendTo(201, { lines: ['Slept 7h12.', 'And so on.'] })).text).toMatchObject({
      title: 'rounds: your page of 20 March 2026 is ready',
      body: 'Slept 7h12.\nAnd so on.',
    });
    const { outcome, text, request } = await sendTo(201, { lines: ['ä'.repeat(4000)] });
    expect(outcome.state).toBe('sent');
    expect((text as { body: string }).body).toBe('ä'.repeat(1250));
    expect(request.bytes.length).toBeLessThanOrEqual(4096);
  });

  it.each([404, 410])('is the last one when the push service answers %i', async (status) => {
    const { outcome, forgotten, url } = await sendTo(status);
    expect(outcome.state).toBe('refused');
    expect(forgotten).toEqual([`anna ${url}`]);
  });

  it.each([
    [429, 'waiting'],
    [413, 'refused'],
    [500, 'unknown'],
    ['drop', 'unknown'],
  ] as const)('after %s is %s, and the browser is kept', async (step, state) => {
    const { outcome, forgotten } = await sendTo(step);
    expect(outcome.state).toBe(state);
    expect(forgotten).toEqual([]);
    expect(JSON.stringify(outcome)).not.toMatch(/red-token|127\.0\.0\.1/);
  });

  it('is sent when one of several browsers took it', async () => {
    await using gone = await startReceiver(410);
    await using there = await startReceiver(201);
    const browsers = [gone, there].map(({ url }) => pushBrowser(url).subscription);
    const { channel, forgotten } = channelWith();
    expect(await channel.send(notice, { browsers }, never)).toEqual({ state: 'sent' });
    expect(forgotten).toEqual([`anna ${gone.url}`]);
  });

  it('goes nowhere inside the house, and waits where the key cannot be read', async () => {
    await using receiver = await startReceiver(201);
    const browsers = [pushBrowser(receiver.url).subscription];
    expect((await channelWith({ mayBeLocal: false }).channel.send(notice, { browsers }, never)).state).toBe(
      'refused',
    );
    const locked = channelWith({ key: () => Promise.reject(new Error('no')) });
    expect((await locked.channel.send(notice, { browsers }, never)).state).toBe('waiting');
    expect(receiver.received).toEqual([]);
    expect(channelWith().channel.reaches({ browsers: [] })).toBe(false);
  });
});
