import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpApp } from '../../../src/http/http-app.ts';
import { type Listening, listen } from '../../../src/http/listen.ts';
import { httpDependencies } from '../../support/http-dependencies.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

/** Over a socket: what a client writes reaches the routes as it is, and no library has tidied the path. */
const store = setStore(sqliteSite);
let server: Listening;

beforeEach(async () => {
  const app = createHttpApp(httpDependencies(store(), { shareUrl: 'https://rounds.example' }));
  server = await listen(app, '127.0.0.1', 0);
});
afterEach(() => server[Symbol.asyncDispose]());

function ask(path: string, method = 'GET'): Promise<{ status: number | undefined; body: string }> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers: { host: 'rounds.example' } }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, body }));
    })
      .on('error', reject)
      .end();
  });
}

const paths = [
  '/s/../people/anna',
  '/s/../../people/anna',
  '/s/%2e%2e/people/anna',
  '/s/.%2e/people/anna',
  '/s/..%2fpeople%2fanna',
  '/s/%2e%2e%2fpeople/anna',
  '/s/..\\people\\anna',
  '/s/..;/people/anna',
  '/s//people/anna',
  '//s/../people/anna',
  '/s/x/../../people/anna',
  '/s/x/page.pdf/../../../people/anna',
  '/people/../s/../people/anna',
  '/s/?/../people/anna',
  'http://rounds.example/people/anna',
  'http://rounds.example/s/../people/anna',
];

describe('the door for share links', () => {
  it('leads from outside to nobody, however the way is written', async () => {
    for (const path of paths) {
      const { status, body } = await ask(path);
      expect([path, status]).toEqual([path, expect.toSatisfy((code) => [400, 403, 404].includes(code))]);
      expect(body).not.toMatch(/talking points|Report now|anna/i);
    }
  });
});
