import { afterEach, describe, expect, it } from 'vitest';
import { finished, household, rounds, startRounds, waitForLine } from '../support/cli.ts';
import { setTempDirectory } from '../support/temp-directory.ts';

const temp = setTempDirectory();
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start(...args: readonly string[]) {
  const child = startRounds(household(temp()), ['oura-simulator', '--port', '0', ...args]);
  const ended = finished(child);
  stops.push(() => {
    child.kill('SIGTERM');
    return ended;
  });
  const [, url = ''] = await waitForLine(child, /cloud runs at (\S+)/);
  return { child, ended, url };
}

/** The whole way of another program: consent, code, token, documents. */
async function connect(
  url: string,
  redirectUri: string,
  [id, secret]: readonly [string, string],
): Promise<string> {
  const consent = new URL(`${url}/oauth/authorize`);
  const query = {
    response_type: 'code',
    client_id: id,
    redirect_uri: redirectUri,
    scope: 'daily heartrate',
    state: 's',
  };
  for (const [name, value] of Object.entries(query)) consent.searchParams.set(name, value);
  const sentBack = new URL((await fetch(consent, { redirect: 'manual' })).headers.get('location') ?? '');
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: sentBack.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      client_id: id,
      client_secret: secret,
    }),
  });
  return String(((await answer.json()) as Record<string, unknown>).access_token);
}

describe('rounds oura-simulator', () => {
  it('serves another program from consent to documents, prints what to set, and ends when asked', async () => {
    const redirectUri = 'http://localhost:9000/back';
    const { child, ended, url } = await start(
      ...['--days', '20', '--client-id', 'mine', '--client-secret', 'my secret'],
      ...['--redirect-uri', 'http://localhost:9000/first', '--redirect-uri', redirectUri],
      ...['--page-size', '5', '--rate-limit', '3/600'],
    );
    const bearer = await connect(url, redirectUri, ['mine', 'my secret']);
    const get = (path: string) =>
      fetch(`${url}/v2/usercollection/${path}`, { headers: { authorization: `Bearer ${bearer}` } });
    const range = 'start_date=2000-01-01&end_date=2100-01-01';
    const page = (await (await get(`daily_sleep?${range}`)).json()) as {
      data: unknown[];
      next_token: unknown;
    };
    expect(page.data).toHaveLength(5);
    expect(page.next_token).not.toBeNull();
    expect((await get('heartrate?latest=true')).status).toBe(200);
    expect([(await get('sleep')).status, (await get('sleep')).status]).toEqual([200, 429]);
    const counted = (await (await fetch(`${url}/simulator/requests`)).json()) as Record<string, unknown>;
    expect(counted).toMatchObject({ requests: { daily_sleep: 1, heartrate: 1 }, rate_limit_violations: 1 });
    child.kill('SIGTERM');
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        `export OURA_BASE_URL=${url}`,
        'export OURA_CLIENT_ID=mine',
        "export OURA_CLIENT_SECRET='my secret'",
        'export OURA_REDIRECT_URI=http://localhost:9000/first',
        '',
      ].join('\n'),
    );
  });

  it('fails as often as it is asked to', async () => {
    const { url } = await start('--days', '5', '--faults', 'lapsed:1,slow:0.01');
    expect((await fetch(`${url}/v2/usercollection/sleep`)).status).toBe(403);
    expect((await fetch(`${url}/simulator/faults`, { method: 'DELETE' })).status).toBe(204);
    expect((await fetch(`${url}/v2/usercollection/sleep`)).status).toBe(401);
  });

  it('says in one line when its port is taken', async () => {
    const { url } = await start('--days', '5');
    const second = await rounds(household(temp()), 'oura-simulator', '--port', new URL(url).port);
    expect(second).toMatchObject({ code: 5, stdout: '' });
    expect(second.stderr.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    [['--faults', 'earthquake'], /Known faults: .*reset/],
    [['--faults', 'reset:2'], /share/],
    [['--rate-limit', 'many'], /requests\/seconds/],
    [['--consent', 'never'], /auto, page/],
    [['--days', '0'], /whole number/],
  ])('refuses %o as wrong usage', async (args, line) => {
    const result = await rounds(household(temp()), 'oura-simulator', ...args);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(line);
  });
});
