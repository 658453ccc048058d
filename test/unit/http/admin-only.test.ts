import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { adminOnly } from '../../../src/http/admin-only.ts';
import { answerErrors } from '../../../src/http/answer-errors.ts';
import { adjustableClock } from '../../support/adjustable-clock.ts';
import { silentLogger } from '../../support/queue/silent-logger.ts';

function door(adminPassword: string | undefined, host = '127.0.0.1') {
  const clock = adjustableClock('2026-03-20T06:00:00.000Z');
  const app = new Hono()
    .use(adminOnly({ adminPassword, host, clock }))
    .get('/', (context) => context.text('in'));
  answerErrors(app, silentLogger);
  const knock = (credentials?: string, scheme = 'Basic', from?: string) => {
    const encoded = Buffer.from(credentials ?? '').toString('base64');
    const headers = credentials === undefined ? {} : { authorization: `${scheme} ${encoded}` };
    const env = from === undefined ? undefined : { incoming: { socket: { remoteAddress: from } } };
    return app.request('http://localhost/', { headers }, env);
  };
  return { clock, knock };
}

describe('the door to what shows everybody’s jobs', () => {
  it('opens for the password, and says how to knock otherwise', async () => {
    const { knock } = door('höchst geheim');
    const asked = await knock();
    expect(asked.status).toBe(401);
    expect(asked.headers.get('www-authenticate')).toBe('Basic realm="rounds", charset="UTF-8"');
    expect((await knock('admin:höchst geheim')).status).toBe(200);
    expect((await knock('admin:höchst geheim', 'basic')).status).toBe(200);
  });

  it.each([
    ['another password', 'admin:x', 'Basic'],
    ['no password', 'admin:', 'Basic'],
    ['another name', 'root:secret', 'Basic'],
    ['a password that begins alike', 'admin:secret1', 'Basic'],
    ['a name that takes the colon along', 'admin:secret:', 'Basic'],
    ['another scheme', 'admin:secret', 'Bearer'],
  ])('stays shut for %s', async (_what, credentials, scheme) => {
    const answer = await door('secret').knock(credentials, scheme);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('secret');
  });

  it('lets nobody guess more than five times a minute, not even with the right one', async () => {
    const { knock, clock } = door('secret');
    for (let wrong = 0; wrong < 5; wrong += 1) {
      expect((await knock(`admin:${wrong}`)).status).toBe(401);
      clock.advance(10_000);
    }
    const shut = await knock('admin:secret');
    expect(shut.status).toBe(429);
    // The first wrong one was 50 seconds ago.
    expect(shut.headers.get('retry-after')).toBe('10');
    expect((await knock('admin:secret', 'Basic', '192.0.2.7')).status).toBe(200);
    clock.advance(10_000);
    expect((await knock('admin:secret')).status).toBe(200);
  });

  it('does not count those who only ask', async () => {
    const { knock } = door('secret');
    for (let time = 0; time < 20; time += 1) expect((await knock()).status).toBe(401);
    expect((await knock('admin:secret')).status).toBe(200);
  });

  it('without a password is open on this machine alone', async () => {
    expect((await door(undefined, '127.0.0.1').knock()).status).toBe(200);
    expect((await door(undefined, '::1').knock()).status).toBe(200);
    for (const host of ['0.0.0.0', '::', '192.0.2.7', 'rounds.example']) {
      const shut = await door(undefined, host).knock();
      expect(shut.status).toBe(403);
      expect(await shut.text()).toContain('set ROUNDS_ADMIN_PASSWORD');
    }
  });
});
