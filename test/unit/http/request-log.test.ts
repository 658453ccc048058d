import { describe, expect, it } from 'vitest';
import { createHttpApp, type HttpDependencies } from '../../../src/http/http-app.ts';
import { httpDependencies } from '../../support/http-dependencies.ts';
import { silentLogger } from '../../support/queue/silent-logger.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

const store = setStore(sqliteSite);

/** The program and what it logs. */
function logged(own: Partial<HttpDependencies> = {}) {
  const lines: unknown[][] = [];
  const log = (...words: unknown[]) => void lines.push(words);
  const logger = { ...silentLogger, info: log, warn: log, error: log };
  const app = createHttpApp(httpDependencies(store(), { logger, ...own }));
  const program = (path: string, headers: Record<string, string> = {}) =>
    app.request(`http://localhost:8321${path}`, { headers: { host: 'localhost:8321', ...headers } });
  return { lines, program };
}

describe('what is logged of a request', () => {
  it('is its route, never whom or what it asked for, under an id that is given back', async () => {
    const { lines, program } = logged();
    const answer = await program('/people/anna?secret=1', { 'x-request-id': 'proxy-0815' });
    expect(answer.headers.get('x-request-id')).toBe('proxy-0815');
    expect(lines).toEqual([
      [
        {
          requestId: 'proxy-0815',
          method: 'GET',
          route: '/people/:slug',
          status: 200,
          ms: expect.any(Number),
        },
        'request',
      ],
    ]);
    await program('/nowhere/anna');
    expect(JSON.stringify(lines)).not.toMatch(/anna|secret/);
  });

  it.each(['short', 'with spaces in it', '<script>alert(1)</script>', 'x'.repeat(65)])(
    'does not take up an id like %s',
    async (id) => {
      const answer = await logged().program('/', { 'x-request-id': id });
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('ties a failure to its request', async () => {
    const queueAway = () => Promise.reject(new Error('away'));
    const { lines, program } = logged({ queue: queueAway });
    const answer = await program('/jobs');
    expect(answer.status).toBe(500);
    const requestId = answer.headers.get('x-request-id');
    expect(lines.map(([fields, line]) => [(fields as { requestId: string }).requestId, line])).toEqual([
      [requestId, 'request failed'],
      [requestId, 'request'],
    ]);
  });
});
