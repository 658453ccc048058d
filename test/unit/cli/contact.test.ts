import { beforeEach, describe, expect, it } from 'vitest';
import { adjustableClock } from '../../support/adjustable-clock.ts';
import { openAppAt, runAt } from '../../support/cli-in-process.ts';
import { startReceiver } from '../../support/notify/receiver.ts';
import { startSmtpServer } from '../../support/notify/smtp-server.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';

const temp = setTempDirectory();
const clock = adjustableClock('2026-03-20T07:00:00.000Z');
const placeWith = (env: Record<string, string> = {}) => ({ home: temp(), clock, environment: env });
const contact = (env: Record<string, string>, ...args: string[]) =>
  runAt(placeWith(env), ['contact', ...args]);

beforeEach(async () => {
  await using app = await openAppAt(placeWith());
  await app.people.insert('edith', 'Europe/London');
});

describe('rounds contact', () => {
  it('keeps, shows and forgets an address', async () => {
    const env = { ROUNDS_SMTP_URL: 'smtp://127.0.0.1:1?from=rounds@example.org' };
    expect((await contact(env, '-p', 'edith')).stdout).toContain('mail\tno address\n');
    expect(await contact(env, '-p', 'edith', '--email', ' edith@example.net ')).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect((await contact(env, '-p', 'edith')).stdout).toContain('mail\tedith@example.net\n');
    expect((await contact(env, '-p', 'edith', '--none')).stdout).toContain('no address any more');
    expect((await contact(env, '-p', 'edith', '--none')).stdout).toContain('had no address');
  });

  it('says what is not set', async () => {
    const { stdout } = await contact({}, '-p', 'edith');
    expect(stdout).toContain('ROUNDS_NOTIFY_URL is not set');
    expect(stdout).toContain('set ROUNDS_SMTP_URL');
    expect((await contact({}, '-p', 'edith', '--email', 'edith@example.net')).stderr).toContain(
      'ROUNDS_SMTP_URL',
    );
    expect(await contact({}, '-p', 'edith', '--test')).toMatchObject({ code: 2 });
  });

  it('keeps what somebody chose beside the addresses, and after they are forgotten', async () => {
    expect((await contact({}, '-p', 'edith')).stdout).toContain(
      'nights\ttold of when they bring something new, three times in seven days at most\nweeks\ttold of\nvalues\tin no notice\n',
    );
    const chosen = ['--daily', 'never', '--digest', 'off', '--values', 'on'];
    expect((await contact({}, '-p', 'edith', ...chosen)).stdout).toContain(
      'nights\tnot told of\nweeks\tnot told of\nvalues\tin texts, never in subjects\n',
    );
    const topic = 'https://ntfy.example.org/red-topic';
    expect((await contact({}, '-p', 'edith', '--ntfy', topic)).code).toBe(0);
    const { stdout } = await contact({}, '-p', 'edith');
    expect(stdout).toContain('ntfy\ta topic of their own\n');
    expect(stdout).toContain('nights\tnot told of\n');
    expect((await contact({}, '-p', 'edith', '--none')).stdout).toContain('no address any more');
    expect((await contact({}, '-p', 'edith')).stdout).toContain(
      'ntfy\tno topic\npush\tno browser\nnights\tnot told of\n',
    );
  });

  it.each([
    '--daily hourly',
    '--values maybe',
    '--ntfy topic',
    '--ntfy https://ntfy.example.org/',
    '--ntfy http://ntfy.example.org/topic',
  ])('refuses %s', async (flags) => {
    expect((await contact({}, '-p', 'edith', ...flags.split(' '))).code).not.toBe(0);
  });

  it.each([
    'edith',
    'a b@example.net',
    'a@b@example.net',
    'x@example.net,y@example.net',
    'a@example.net\r\nBcc: b@example.net',
    '<a@example.net>',
    `${'a'.repeat(250)}@example.net`,
  ])('takes no %j for an address, and does not repeat it', async (email) => {
    const { code, stderr } = await contact({}, '-p', 'edith', '--email', email);
    expect(code).toBe(1);
    expect(stderr).toBe('This is not a mail address; one is written name@example.org.\n');
  });

  it('tries every way, and says how each went', async () => {
    await using receiver = await startReceiver(204);
    await using smtp = await startSmtpServer({ RCPT: '550 nobody' });
    const env = { ROUNDS_NOTIFY_URL: receiver.url, ROUNDS_SMTP_URL: smtp.url };
    expect(await contact(env, '-p', 'edith', '--test')).toMatchObject({ code: 0, stdout: 'url\tsent\n' });
    await contact(env, '-p', 'edith', '--email', 'edith@example.net');
    const { code, stdout } = await contact(env, '-p', 'edith', '--test');
    expect(code).toBe(1);
    expect(stdout).toBe('url\tsent\nmail\trefused · The mail server refused the notice (code 550).\n');
  });

  it('does not pass over an address that no mail server serves', async () => {
    await using receiver = await startReceiver(204);
    const env = { ROUNDS_NOTIFY_URL: receiver.url };
    await contact(env, '-p', 'edith', '--email', 'edith@example.net');
    const { code, stdout } = await contact(env, '-p', 'edith', '--test');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^url\tsent\nmail\tnot sent · .*ROUNDS_SMTP_URL/);
  });

  it('lists what may not have arrived, and sends it again by its id', async () => {
    await using receiver = await startReceiver(204);
    const env = { ROUNDS_NOTIFY_URL: receiver.url };
    const id = await leftUnknown();
    const { stdout } = await contact(env, '-p', 'edith');
    expect(stdout).toContain(`2026-03-20 07:00\tdigest by url: unknown · Nobody knows.\t${id}\n`);
    expect(await contact(env, 'resend', id)).toMatchObject({ code: 0, stdout: 'sent\n' });
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      event: 'digest',
      day: '2026-03-15',
      id,
    });
    expect(await contact(env, 'resend', id)).toMatchObject({ code: 1, stdout: '' });
    expect(await contact(env, 'resend', 'no-such-id')).toMatchObject({ code: 3 });
    expect(receiver.received).toHaveLength(1);
  });

  it.each([[['resend']], [[]], [['resend', 'id', '-p', 'edith']]])(
    'wants a person or an id: %j',
    async (args) => {
      expect((await contact({}, ...args)).code).toBe(2);
    },
  );
});

async function leftUnknown(): Promise<string> {
  await using app = await openAppAt(placeWith());
  const { id: personId } = await app.people.get('edith');
  const { id } = await app.notifications.insert({ personId, kind: 'digest', about: '2026-03-15' }, 'url');
  const claim = await app.notifications.claim(id);
  if (claim === undefined) throw new Error('a waiting notice can be claimed');
  await app.notifications.settle(claim, { state: 'unknown', reason: 'Nobody knows.' });
  return id;
}
