import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { createHttpApp } from '../../../src/http/http-app.ts';
import { toHttpError } from '../../../src/http/http-error.ts';
import { sameOriginOnly } from '../../../src/http/same-origin-only.ts';
import { httpDependencies } from '../../support/http-dependencies.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

const app = new Hono()
  .use(sameOriginOnly)
  .all('*', (context) => context.text('done'))
  .onError((error, context) => context.text('refused', toHttpError(error).status));

async function statusOf(method: string, path: string, origin?: string, host = 'localhost:8321') {
  const headers = { host, ...(origin === undefined ? {} : { origin }) };
  return (await app.request(`http://localhost:8321${path}`, { method, headers })).status;
}

describe('a request that changes something', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'by %s comes from this server’s pages',
    async (method) => {
      expect(await statusOf(method, '/api/x', 'http://localhost:8321')).toBe(200);
      expect(await statusOf(method, '/api/x', 'https://elsewhere.example')).toBe(403);
    },
  );

  it('or from no browser at all', async () => {
    expect(await statusOf('PUT', '/api/x')).toBe(200);
  });

  it.each([
    ['another port', 'http://localhost:8322'],
    ['a name that begins alike', 'http://localhost:8321.elsewhere.example'],
    ['a page without an origin', 'null'],
    ['nothing at all', ''],
    ['no address', 'localhost:8321'],
    ['another loopback name', 'http://127.0.0.1:8321'],
  ])('is refused from %s', async (_what, origin) => {
    expect(await statusOf('POST', '/', origin)).toBe(403);
  });

  it('is taken behind a proxy that took TLS off, and however the host is spelled', async () => {
    expect(await statusOf('POST', '/', 'https://rounds.example', 'rounds.example')).toBe(200);
    expect(await statusOf('POST', '/', 'http://rounds.example', 'Rounds.Example:80')).toBe(200);
  });

  it('is taken from anywhere where webhooks come in and links are opened, and nowhere that only sounds like it', async () => {
    expect(await statusOf('POST', '/webhooks/oura', 'https://elsewhere.example')).toBe(200);
    expect(await statusOf('POST', '/webhooks', 'https://elsewhere.example')).toBe(403);
    expect(await statusOf('POST', '/api/webhooks/oura', 'https://elsewhere.example')).toBe(403);
    expect(await statusOf('POST', '/s/some-link', 'null')).toBe(200);
    expect(await statusOf('POST', '/s', 'null')).toBe(403);
    expect(await statusOf('POST', '/api/s/some-link', 'null')).toBe(403);
  });
});

describe('a request that only reads', () => {
  it.each(['GET', 'HEAD'])('by %s may be linked to from anywhere', async (method) => {
    expect(await statusOf(method, '/', 'https://elsewhere.example')).toBe(200);
  });
});

describe('the whole program', () => {
  const store = setStore(sqliteSite);

  it('keeps nothing that another site sends', async () => {
    const whole = createHttpApp(httpDependencies(store()));
    const response = await whole.request('http://localhost/api/people/anna/check-ins/2026-03-19', {
      method: 'PUT',
      body: '{"mood":5}',
      headers: { host: 'localhost', origin: 'https://elsewhere.example', 'content-type': 'application/json' },
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({
      error: { code: 'forbidden', message: 'This server takes changes only from its own pages.' },
    });
    expect(await store().db.selectFrom('check_in').selectAll().execute()).toEqual([]);
  });
});
