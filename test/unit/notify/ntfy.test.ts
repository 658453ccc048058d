import { describe, expect, it } from 'vitest';
import { createNtfyChannel } from '../../../src/notify/ntfy-channel.ts';
import { createUrlChannel } from '../../../src/notify/url-channel.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { startReceiver } from '../../support/notify/receiver.ts';

const notice = {
  id: '7d3a-notice',
  kind: 'page',
  person: 'anna',
  day: parseDay('2026-03-20'),
  lines: ['Slept 7h12, HRV 54 ms, all as usual.'],
} as const;
const never = new AbortController().signal;

describe('a notice to an ntfy topic', () => {
  it('is a text with a title, and carries what the person wants told', async () => {
    await using receiver = await startReceiver(200);
    const outcome = await createNtfyChannel().send(notice, { ntfy: receiver.url }, never);
    expect(outcome).toEqual({ state: 'sent' });
    const [{ headers, body } = { headers: {} }] = receiver.received;
    expect(headers).toMatchObject({
      title: 'rounds: your page of 20 March 2026 is ready',
      priority: 'default',
      tags: 'page_facing_up',
      'content-type': 'text/plain; charset=utf-8',
      'idempotency-key': '7d3a-notice',
    });
    expect(body).toBe('Your page of 20 March 2026 is ready.\nSlept 7h12, HRV 54 ms, all as usual.');
  });

  it('is urgent for a red flag', async () => {
    await using receiver = await startReceiver(200);
    await createNtfyChannel().send({ ...notice, kind: 'red-flag', lines: [] }, { ntfy: receiver.url }, never);
    expect(receiver.received[0]?.headers).toMatchObject({ priority: 'urgent', tags: 'warning' });
    expect(receiver.received[0]?.body).toBe('Please open your page now.');
  });

  it('names what went wrong, and not the topic', async () => {
    await using receiver = await startReceiver(403);
    const outcome = await createNtfyChannel().send(notice, { ntfy: receiver.url }, never);
    expect(outcome).toEqual({ state: 'refused', reason: 'The ntfy topic refused the notice (status 403).' });
    expect(createNtfyChannel().reaches({ email: 'anna@example.net' })).toBe(false);
  });

  it('never carries values where it is told for everybody', async () => {
    await using receiver = await startReceiver(200);
    await createUrlChannel(`ntfy+${receiver.url}`).send(notice, undefined, never);
    await createUrlChannel(receiver.url).send(notice, undefined, never);
    expect(receiver.received[0]).toMatchObject({
      path: '/hook?token=red-token-41',
      body: 'Your page of 20 March 2026 is ready.',
    });
    expect(receiver.received.map(({ body }) => body).join()).not.toContain('7h12');
  });
});
