import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  authorize,
  client,
  createPkce,
  locationOf,
  type Rig,
  redirectUri,
  secret,
  startRig,
  token,
} from './cloud-rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.cloud.close());

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly scope: string;
}

async function connect(scope = 'personal daily'): Promise<Tokens> {
  const code = locationOf(await authorize(rig.cloud, { scope })).get('code') ?? '';
  const answer = await token(rig.cloud, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    ...secret,
  });
  return (await answer.json()) as Tokens;
}

describe('authorising', () => {
  it('redirects back with code and state, and the code buys tokens that read data', async () => {
    const pkce = createPkce();
    const back = await authorize(rig.cloud, {
      code_challenge: pkce.challenge,
      code_challenge_method: 'S256',
    });
    expect(back.status).toBe(302);
    const query = locationOf(back);
    expect(query.get('state')).toBe('state-1');
    const form = {
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      code_verifier: pkce.verifier,
      ...secret,
    };
    const answer = await token(rig.cloud, { ...form, code: query.get('code') ?? '' });
    expect(answer.status).toBe(200);
    const tokens = (await answer.json()) as Tokens;
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 86_400, scope: 'personal daily' });
    expect((await rig.get('sleep', tokens.access_token)).status).toBe(200);
  });

  it('takes the client by HTTP Basic as well', async () => {
    const code = locationOf(await authorize(rig.cloud)).get('code') ?? '';
    const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64');
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
    expect((await token(rig.cloud, form, { authorization: `Basic ${basic}` })).status).toBe(200);
  });

  it.each([
    ['an unknown client', { client_id: 'somebody' }],
    ['an unregistered redirect', { redirect_uri: `${redirectUri}/` }],
  ])('never redirects for %s', async (_what, changes) => {
    expect((await authorize(rig.cloud, changes)).status).toBe(400);
  });

  it.each([
    ['unsupported_response_type', { response_type: 'token' }],
    ['invalid_request', { code_challenge: 'x', code_challenge_method: 'plain' }],
    ['invalid_scope', { scope: 'spo2Daily' }],
    ['access_denied', { login_hint: 'nobody' }],
  ])('sends %s back to the application', async (error, changes) => {
    const query = locationOf(await authorize(rig.cloud, changes));
    expect([query.get('error'), query.get('state'), query.get('code')]).toEqual([error, 'state-1', null]);
  });

  it('drops unknown scopes without a word', async () => {
    expect((await connect('daily spo2Daily')).scope).toBe('daily');
  });
});

describe('redeeming a code', () => {
  const redeem = (code: string, changes: Record<string, string> = {}): Promise<Response> =>
    token(rig.cloud, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      ...secret,
      ...changes,
    });

  it.each([
    ['a wrong secret', { client_secret: 'guess' }, 401, 'invalid_client'],
    ['another redirect', { redirect_uri: 'http://localhost:1/' }, 400, 'invalid_grant'],
    ['a verifier nobody announced', { code_verifier: 'x' }, 400, 'invalid_grant'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_what, changes, status, error) => {
    const code = locationOf(await authorize(rig.cloud)).get('code') ?? '';
    const answer = await redeem(code, changes);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error });
  });

  it.each([{ code_verifier: 'wrong' }, {}])('refuses a PKCE code with %o', async (changes) => {
    const { challenge } = createPkce();
    const back = await authorize(rig.cloud, { code_challenge: challenge, code_challenge_method: 'S256' });
    expect((await redeem(locationOf(back).get('code') ?? '', changes)).status).toBe(400);
  });

  it('takes a code once, and for ten minutes', async () => {
    const first = locationOf(await authorize(rig.cloud)).get('code') ?? '';
    expect((await redeem(first)).status).toBe(200);
    expect((await redeem(first)).status).toBe(400);
    const late = locationOf(await authorize(rig.cloud)).get('code') ?? '';
    rig.clock.set('2026-05-26T10:10:00Z');
    expect((await redeem(late)).status).toBe(400);
  });
});

describe('tokens', () => {
  it('rotate: the old refresh token is dead, the new one works once', async () => {
    const first = await connect();
    const refresh = (refreshToken: string): Promise<Response> =>
      token(rig.cloud, { grant_type: 'refresh_token', refresh_token: refreshToken, ...secret });
    const second = (await (await refresh(first.refresh_token)).json()) as Tokens;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const again = await refresh(first.refresh_token);
    expect(again.status).toBe(400);
    expect(await again.json()).toMatchObject({
      error: 'invalid_grant',
      error_description: 'Token already used or revoked.',
    });
    expect((await rig.get('sleep', second.access_token)).status).toBe(200);
    expect((await refresh(second.refresh_token)).status).toBe(200);
  });

  it('expire by the clock', async () => {
    const { access_token: access } = await connect();
    rig.clock.set('2026-05-27T10:00:01Z');
    expect((await rig.get('sleep', access)).status).toBe(401);
  });

  it('are refused for a scope that was not granted, in the words of the live API', async () => {
    const { access_token: access } = await connect('personal daily');
    const answer = await rig.get('daily_spo2', access);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ detail: 'Token is not authorized access spo2 scope.' });
  });

  it('can be revoked', async () => {
    const tokens = await connect();
    await fetch(`${rig.cloud.url}/oauth/revoke?access_token=${tokens.access_token}`, { method: 'POST' });
    expect((await rig.get('sleep', tokens.access_token)).status).toBe(401);
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, ...secret };
    expect((await token(rig.cloud, form)).status).toBe(400);
  });
});

describe('variants of the real cloud', () => {
  it('shows a consent page, and its buttons decide', async () => {
    const other = await startRig({ consent: 'page' });
    try {
      const page = await authorize(other.cloud, { state: '"><script>' });
      const html = await page.text();
      expect(html).toContain('Member One');
      expect(html).toContain('value="allow"');
      expect(html).not.toContain('<script>');
      const form = {
        response_type: 'code',
        client_id: 'rounds',
        redirect_uri: redirectUri,
        scope: 'daily',
        state: 's',
      };
      const press = (decision: string): Promise<Response> =>
        fetch(`${other.cloud.url}/oauth/authorize`, {
          method: 'POST',
          redirect: 'manual',
          body: new URLSearchParams({ ...form, login_hint: 'member-1', decision }),
        });
      expect(locationOf(await press('allow')).get('code')).not.toBeNull();
      expect(locationOf(await press('deny')).get('error')).toBe('access_denied');
    } finally {
      await other.cloud.close();
    }
  });

  it('answers at the other token address only, with prefixed scopes', async () => {
    const other = await startRig({ tokenPath: '/oauth/v2/ext/oauth-token', grantedScopePrefix: 'extapi:' });
    try {
      const code = locationOf(await authorize(other.cloud)).get('code') ?? '';
      const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...secret };
      expect((await token(other.cloud, form)).status).toBe(400);
      const answer = await token(other.cloud, form, {}, '/oauth/v2/ext/oauth-token');
      expect(await answer.json()).toMatchObject({ scope: 'extapi:personal extapi:daily' });
    } finally {
      await other.cloud.close();
    }
  });
});
