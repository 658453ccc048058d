import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createMailChannel } from '../../../src/notify/mail-channel.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { type Session, startSmtpServer } from '../../support/notify/smtp-server.ts';

const notice = {
  id: '7d3a-notice',
  kind: 'page',
  person: 'anna',
  day: parseDay('2026-03-20'),
} as const;
const contact = { email: 'anna.red-address@example.net' };
const never = new AbortController().signal;
const quick = { connectMs: 150, silenceMs: 150, wholeMs: 2_000 };

async function sendTo(session: Session, times?: typeof quick) {
  await using server = await startSmtpServer(session);
  const outcome = await createMailChannel(server.url, times).send(notice, contact, never);
  return { outcome, texts: server.texts, taken: server.taken };
}

describe('a notice by mail', () => {
  it('is one short plain text that tells nothing but that there is something to read', async () => {
    const { outcome, taken } = await sendTo({});
    expect(outcome).toEqual({ state: 'sent' });
    expect(taken).toHaveLength(1);
    const [head = '', body = ''] = (taken[0] ?? '').split('\r\n\r\n', 2);
    expect(head).toContain('Subject: rounds: your page of 20 March 2026 is ready');
    expect(head).toContain('From: rounds <rounds@example.org>');
    expect(head).toContain('To: anna.red-address@example.net');
    expect(head).toContain('Message-ID: <7d3a-notice@example.org>');
    expect(head).toContain('Auto-Submitted: auto-generated');
    expect(head).toMatch(/Content-Type: text\/plain/);
    expect(body).toContain('Your page of 20 March 2026 is ready.');
  });

  it.each([
    ['digest', 'rounds: your week to 20 March 2026 is ready'],
    ['appointment', 'rounds: your pack for the appointment on 20 March 2026 is ready'],
    ['red-flag', 'rounds: please open your page now'],
    ['test', 'rounds: this is a test'],
  ] as const)('says what kind of thing a %s is', async (kind, subject) => {
    await using server = await startSmtpServer({});
    await createMailChannel(server.url).send({ ...notice, kind }, contact, never);
    // A long line is folded on its way.
    expect(server.taken[0]?.replaceAll('\r\n ', ' ')).toContain(`Subject: ${subject}\r\n`);
  });

  it.each<[string, Session]>([
    ['at the door', { greeting: '554 not here' }],
    ['for its sender', { MAIL: '550 not from you' }],
    ['for its receiver', { RCPT: '550 nobody of that name' }],
    ['before its text', { DATA: '554 no' }],
    ['for its text', { text: '550 looks like spam' }],
  ])('was refused for good %s', async (_where, session) => {
    const { outcome, taken } = await sendTo(session);
    expect(outcome).toMatchObject({ state: 'refused', reason: expect.stringMatching(/\(code 55[04]\)/) });
    expect(taken).toEqual([]);
  });

  it.each<[string, Session]>([
    ['421 at the door', { greeting: '421 too busy' }],
    ['421 in the middle', { MAIL: '421 going down' }],
    ['450 for the receiver', { RCPT: '450 greylisted' }],
    ['451 before the text', { DATA: '451 later' }],
    ['452 for the text', { text: '452 no room' }],
    ['a broken greeting', { greeting: 'drop' }],
    ['a connection lost at the sender', { MAIL: 'drop' }],
    ['a connection lost at the receiver', { RCPT: 'drop' }],
    ['a connection lost before the text is asked for', { DATA: 'drop' }],
  ])('may be tried again after %s', async (_what, session) => {
    const { outcome, texts } = await sendTo(session);
    expect(outcome.state).toBe('waiting');
    expect(texts.length).toBe(session.text === undefined ? 0 : 1);
  });

  it.each<[string, Session]>([
    ['a silent door', { greeting: 'hang' }],
    ['silence at the receiver', { RCPT: 'hang' }],
    ['silence instead of the go-ahead', { DATA: 'hang' }],
  ])('may be tried again after %s', async (_what, session) => {
    expect((await sendTo(session, quick)).outcome.state).toBe('waiting');
  });

  it('may have arrived when the connection breaks after the text', async () => {
    const { outcome, texts } = await sendTo({ text: 'drop' });
    expect(outcome.state).toBe('unknown');
    expect(texts).toHaveLength(1);
  });

  it('may have arrived when no word comes after the text, by silence or by the end of its time', async () => {
    expect((await sendTo({ text: 'hang' }, quick)).outcome.state).toBe('unknown');
    const hurried = { ...quick, silenceMs: 5_000, wholeMs: 200 };
    expect((await sendTo({ text: 'hang' }, hurried)).outcome.state).toBe('unknown');
  });

  it('logs in where there is a name, and takes a refused password for a refusal', async () => {
    const withName = (url: string) => url.replace('smtp://', 'smtp://user:red%20password@');
    await using open = await startSmtpServer({});
    expect(await createMailChannel(withName(open.url)).send(notice, contact, never)).toEqual({
      state: 'sent',
    });
    await using shut = await startSmtpServer({ AUTH: '535 wrong' });
    const outcome = await createMailChannel(withName(shut.url)).send(notice, contact, never);
    expect(outcome.state).toBe('refused');
    expect(shut.taken).toEqual([]);
  });

  it('was certainly not taken where nobody listens or where the server cannot be trusted', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    gone.close();
    await once(gone, 'close');
    await using plain = await startSmtpServer({});
    for (const url of [`smtp://127.0.0.1:${port}?from=a@example.org`, plain.url.replace('smtp:', 'smtps:')]) {
      expect((await createMailChannel(url, quick).send(notice, contact, never)).state).toBe('waiting');
    }
    expect(plain.taken).toEqual([]);
  });

  it('is not sent when it is stopped before, and goes to nobody without an address', async () => {
    await using server = await startSmtpServer({});
    const channel = createMailChannel(server.url);
    expect((await channel.send(notice, contact, AbortSignal.abort())).state).toBe('waiting');
    expect([channel.reaches(undefined), channel.reaches(contact)]).toEqual([false, true]);
    expect(server.taken).toEqual([]);
  });

  it('names neither the address nor the words of the server in any reason', async () => {
    for (const session of [
      { RCPT: '550 nobody of that name, anna.red-address@example.net' },
      { text: 'drop' },
      { MAIL: 'drop' },
    ]) {
      expect(JSON.stringify((await sendTo(session)).outcome)).not.toMatch(
        /red-address|127\.0\.0\.1|nobody of that name/,
      );
    }
  });
});
