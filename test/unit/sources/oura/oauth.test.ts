import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../../../src/shared/clock.ts';
import { createOuraOAuth, type OuraEndpoints } from '../../../../src/sources/oura/oauth.ts';
import { inTurn, json, type Play, startServer } from './server.ts';

const clock = fixedClock('2026-03-20T10:00:00Z');
const redirectUri = 'http://localhost:8080/oauth/callback';
const granted = {
  access_token: 'access-secret',
  refresh_token: 'refresh-secret',
  token_type: 'Bearer',
  expires_in: 86_400,
  scope: 'extapi:daily extapi:spo2',
};
const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}): Play =>
  (_, response) =>
    json(response, status, body, headers);

async function start(play: Play, more: (url: string) => Partial<OuraEndpoints> = () => ({})) {
  const server = await startServer(play);
  const oauth = createOuraOAuth({
    clientId: 'client',
    clientSecret: 'client-secret',
    clock,
    endpoints: {
      authorizationUrl: `${server.url}/oauth/authorize`,
      tokenUrl: `${server.url}/oauth/token`,
      revocationUrl: `${server.url}/oauth/revoke`,
      ...more(server.url),
    },
  });
  const pending = await oauth.beginAuthorisation({ redirectUri, scopes: ['daily', 'spo2', 'workout'] });
  const callback = (query: Record<string, string>) =>
    new URL(`${redirectUri}?${new URLSearchParams({ state: pending.state, ...query })}`);
  return { ...server, oauth, pending, callback };
}

const tokens = {
  accessToken: 'old-access',
  refreshToken: 'old-secret',
  expiresAt: '2026-03-20T09:00:00.000Z',
  scopes: ['daily', 'spo2'],
};

describe('consent', () => {
  it('asks with state and an S256 challenge', async () => {
    const { pending } = await start(answer(200, granted));
    const { searchParams, pathname } = new URL(pending.url);
    expect(pathname).toBe('/oauth/authorize');
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'client',
      redirect_uri: redirectUri,
      scope: 'daily spo2 workout',
      state: pending.state,
      code_challenge: createHash('sha256').update(pending.codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
  });

  it('exchanges the code; what was granted is kept, plainly named', async () => {
    const { oauth, pending, callback, seen } = await start(answer(200, granted));
    expect(
      await oauth.completeAuthorisation(callback({ code: 'c0de', iss: 'https://moi' }), pending),
    ).toEqual({
      accessToken: 'access-secret',
      refreshToken: 'refresh-secret',
      expiresAt: '2026-03-21T10:00:00.000Z',
      scopes: ['daily', 'spo2'],
    });
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
      grant_type: 'authorization_code',
      code: 'c0de',
      redirect_uri: redirectUri,
      code_verifier: pending.codeVerifier,
      client_id: 'client',
      client_secret: 'client-secret',
    });
  });

  it('without a word on scope, the callback and then the request say it', async () => {
    const { scope: _, ...silent } = granted;
    const { oauth, pending, callback } = await start(answer(200, silent));
    const scopesOf = async (query: Record<string, string>) =>
      (await oauth.completeAuthorisation(callback(query), pending)).scopes;
    expect(await scopesOf({ code: 'c', scope: 'daily' })).toEqual(['daily']);
    expect(await scopesOf({ code: 'c' })).toEqual(['daily', 'spo2', 'workout']);
  });

  it.each([
    ['a foreign state', { code: 'c', state: 'other' }, 'forbidden'],
    ['no code', {}, 'forbidden'],
    ['a refusal by the person', { error: 'access_denied' }, 'unauthorised'],
    ['trouble at Oura', { error: 'server_error' }, 'unavailable'],
  ])('%s never reaches the token address', async (_, query, code) => {
    const { oauth, pending, callback, seen } = await start(answer(200, granted));
    await expect(oauth.completeAuthorisation(callback(query), pending)).rejects.toMatchObject({ code });
    expect(seen).toEqual([]);
  });
});

describe('refresh', () => {
  it('returns the new set; the old refresh token stays only if no new one comes', async () => {
    const { refresh_token: _, scope: __, ...short } = granted;
    const { oauth, seen } = await start(
      inTurn(answer(200, granted), answer(200, { ...short, expires_in: '60' })),
    );
    expect((await oauth.refresh(tokens)).refreshToken).toBe('refresh-secret');
    expect(await oauth.refresh(tokens)).toEqual({
      accessToken: 'access-secret',
      refreshToken: 'old-secret',
      expiresAt: '2026-03-20T10:01:00.000Z',
      scopes: ['daily', 'spo2'],
    });
    expect(new URLSearchParams(seen[0]?.body).get('refresh_token')).toBe('old-secret');
  });

  it.each([
    [
      'a spent token',
      answer(400, { error: 'invalid_grant', error_description: 'old-secret' }),
      'unauthorised',
    ],
    ['a wrong client', answer(401, { error: 'invalid_client' }), 'invalid-config'],
    ['a challenge', answer(401, {}, { 'www-authenticate': 'Basic realm="x"' }), 'invalid-config'],
    ['too many', answer(429, { error: 'slow_down' }, { 'retry-after': '5' }), 'unavailable'],
    ['trouble', answer(503, { error: 'old-secret' }), 'unavailable'],
    [
      'half an answer',
      (_, response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"access_token":"old-secret'),
      'unavailable',
    ],
    ['a door-keeper who speaks no OAuth', answer(403, { detail: 'old-secret' }), 'unavailable'],
    ['one who asks for a password', answer(401, { detail: 'old-secret' }), 'unavailable'],
    ['a page that is not there', answer(404, { detail: 'old-secret' }), 'unavailable'],
    ['no token in it', answer(200, { token_type: 'bearer', note: 'old-secret' }), 'unavailable'],
  ] satisfies [string, Play, string][])(
    '%s becomes one of our errors and quotes nothing',
    async (_, play, code) => {
      const { oauth } = await start(play);
      const error: unknown = await oauth.refresh(tokens).catch((caught) => caught);
      expect(error).toMatchObject({ code });
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(
        /old-secret|client-secret/,
      );
      expect(error).not.toHaveProperty('cause');
    },
  );

  it.each(['the text', 'the line'])(
    'keeps both tokens of an answer when %s breaks off behind them',
    async (what) => {
      const text = JSON.stringify(granted);
      const half = text.slice(0, text.indexOf('"expires_in"'));
      const { oauth } = await start((_, response) => {
        const headers = { 'content-type': 'application/json' };
        if (what === 'the text') return void response.writeHead(200, headers).end(half);
        response.writeHead(200, { ...headers, 'content-length': text.length });
        response.write(half, () => response.destroy());
      });
      expect(await oauth.refresh(tokens)).toEqual({
        accessToken: 'access-secret',
        refreshToken: 'refresh-secret',
        expiresAt: '2026-03-20T11:00:00.000Z',
        scopes: ['daily', 'spo2'],
      });
    },
  );

  it('429 says how long to wait', async () => {
    const { oauth } = await start(answer(429, {}, { 'retry-after': '5' }));
    await expect(oauth.refresh(tokens)).rejects.toMatchObject({ retryAfterMs: 5000 });
  });

  it('a set without a refresh token cannot be renewed', async () => {
    const { oauth } = await start(answer(200, granted));
    await expect(oauth.refresh({ ...tokens, refreshToken: undefined })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});

describe('two portals', () => {
  const both = (first: Play, second: Play) =>
    start(
      (seen, response) => (seen.url.pathname === '/other' ? second : first)(seen, response),
      (url) => ({ otherTokenUrl: `${url}/other` }),
    );

  it('asks the other address once when the first rejects the app', async () => {
    const { oauth, seen } = await both(answer(400, { error: 'invalid_request' }), answer(200, granted));
    expect((await oauth.refresh(tokens)).accessToken).toBe('access-secret');
    expect(seen.map(({ url }) => url.pathname)).toEqual(['/oauth/token', '/other']);
  });

  it('does not carry a spent grant around, nor trouble', async () => {
    const spent = await both(answer(400, { error: 'invalid_grant' }), answer(200, granted));
    await expect(spent.oauth.refresh(tokens)).rejects.toMatchObject({ code: 'unauthorised' });
    expect(spent.seen).toHaveLength(1);
    const trouble = await both(answer(500, {}), answer(200, granted));
    await expect(trouble.oauth.refresh(tokens)).rejects.toMatchObject({ retryable: true });
    expect(trouble.seen).toHaveLength(1);
  });

  it('where both reject, the first one explains; a spent grant at the second is told as that', async () => {
    const neither = await both(
      answer(400, { error: 'invalid_request' }),
      answer(401, { error: 'invalid_client' }),
    );
    await expect(neither.oauth.refresh(tokens)).rejects.toMatchObject({ code: 'unauthorised' });
    const spent = await both(
      answer(401, { error: 'invalid_client' }),
      answer(400, { error: 'invalid_grant' }),
    );
    await expect(spent.oauth.refresh(tokens)).rejects.toMatchObject({ code: 'unauthorised' });
  });
});

it('keeps secrets off unencrypted lines', async () => {
  const create = (endpoints: OuraEndpoints) => () =>
    createOuraOAuth({ clientId: 'c', clientSecret: 's', clock, endpoints });
  const revocationUrl = 'https://example.com';
  expect(
    create({ authorizationUrl: 'http://example.com', tokenUrl: 'https://example.com', revocationUrl }),
  ).toThrow('https://');
  expect(
    create({ authorizationUrl: 'https://example.com', tokenUrl: 'http://example.com', revocationUrl }),
  ).toThrow('https://');
  const { oauth } = await start(answer(200, granted));
  await expect(oauth.beginAuthorisation({ redirectUri: 'http://example.com', scopes: [] })).rejects.toThrow(
    'https://',
  );
});
