import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createUrlChannel } from '../../../src/notify/url-channel.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { type ReceiverStep, startReceiver } from '../../support/notify/receiver.ts';

const notice = {
  id: '7d3a-notice',
  kind: 'page',
  person: 'anna',
  day: parseDay('2026-03-20'),
} as const;
const never = new AbortController().signal;

async function sendTo(step: ReceiverStep, timeoutMs?: number) {
  await using receiver = await startReceiver(step);
  const outcome = await createUrlChannel(receiver.url, timeoutMs).send(notice, undefined, never);
  return { outcome, received: receiver.received };
}

describe('a notice to an address', () => {
  it('says what there is to read, whose it is and under which key it may be known again', async () => {
    const { outcome, received } = await sendTo(204);
    expect(outcome).toEqual({ state: 'sent' });
    expect(received).toHaveLength(1);
    const [{ method, path, headers, body } = { headers: {} }] = received as [(typeof received)[0]];
    expect([method, path]).toEqual(['POST', '/hook?token=red-token-41']);
    expect(headers).toMatchObject({ 'idempotency-key': '7d3a-notice', 'content-type': 'application/json' });
    expect(JSON.parse(body ?? '')).toEqual({
      event: 'page',
      person: 'anna',
      day: '2026-03-20',
      id: '7d3a-notice',
    });
  });

  it.each([200, 201, 202, 204])('was sent when %i is answered', async (status) => {
    expect((await sendTo(status)).outcome).toEqual({ state: 'sent' });
  });

  it.each([400, 401, 403, 404, 409, 410, 413, 422])('was refused for good with %i', async (status) => {
    const { outcome, received } = await sendTo(status);
    expect(outcome).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining(`(status ${status})`),
    });
    expect(received).toHaveLength(1);
  });

  it.each([301, 302, 307, 308])('does not follow %i to another address', async (status) => {
    await using elsewhere = await startReceiver(204);
    const { outcome } = await sendTo({ status, headers: { location: elsewhere.url } });
    expect(outcome.state).toBe('refused');
    expect(elsewhere.received).toEqual([]);
  });

  it.each([408, 425, 429, 503])('may be tried again after %i', async (status) => {
    expect((await sendTo(status)).outcome).toMatchObject({ state: 'waiting', retryAfterMs: undefined });
  });

  it.each([429, 503])('waits as long as the server asks for with %i', async (status) => {
    const { outcome } = await sendTo({ status, headers: { 'retry-after': '120' } });
    expect(outcome).toMatchObject({ state: 'waiting', retryAfterMs: 120_000 });
    const dated = { date: 'Fri, 20 Mar 2026 10:00:00 GMT', 'retry-after': 'Fri, 20 Mar 2026 10:05:00 GMT' };
    expect((await sendTo({ status, headers: dated })).outcome).toMatchObject({ retryAfterMs: 300_000 });
  });

  it.each([500, 501, 502, 504, 507])('may have arrived when %i is answered', async (status) => {
    expect((await sendTo(status)).outcome.state).toBe('unknown');
  });

  it.each(['drop', 'half an answer'] as const)('may have arrived after %s', async (step) => {
    const { outcome, received } = await sendTo(step);
    expect(outcome.state).toBe('unknown');
    expect(received).toHaveLength(1);
  });

  it('may have arrived where no answer comes in time', async () => {
    expect((await sendTo('hang', 150)).outcome.state).toBe('unknown');
  });

  it('was certainly not taken where nobody listens, or where the connection is not secured', async () => {
    const plain = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .resume()
        .end('not TLS at all\n'),
    );
    await once(plain.listen(0, '127.0.0.1'), 'listening');
    const { port } = plain.address() as AddressInfo;
    const unsafe = await createUrlChannel(`https://127.0.0.1:${port}/`).send(notice, undefined, never);
    await once(plain.close(), 'close');
    const gone = await createUrlChannel(`http://127.0.0.1:${port}/`).send(notice, undefined, never);
    expect([unsafe.state, gone.state]).toEqual(['waiting', 'waiting']);
  });

  it('is not sent at all when it is stopped before', async () => {
    await using receiver = await startReceiver(204);
    const outcome = await createUrlChannel(receiver.url).send(notice, undefined, AbortSignal.abort());
    expect(outcome.state).toBe('waiting');
    expect(receiver.received).toEqual([]);
  });

  it('names neither the address nor the answer in any reason', async () => {
    for (const step of [404, 301, 429, 500, 'drop'] as const) {
      const { outcome } = await sendTo(step);
      expect(JSON.stringify(outcome)).not.toMatch(/red-token|127\.0\.0\.1|an answer with words/);
    }
  });
});
