import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createHttpApp } from '../../src/http/http-app.ts';
import { type Listening, listen } from '../../src/http/listen.ts';
import { consultAgent } from '../../src/jobs/consult-agent.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { handle } from '../../src/queue/registry.ts';
import type { JobQueue } from '../../src/queue/runtime.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { PermanentError } from '../../src/shared/errors.ts';
import { launchChromium } from '../support/chromium.ts';
import { httpDependencies } from '../support/http-dependencies.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { type QueueSite, redisSite } from '../support/queue/site.ts';
import { quickTimes } from '../support/queue/stage.ts';
import { describeWithService } from '../support/services/available.ts';
import { setStore } from '../support/stores/stage.ts';
import { sqliteSite } from '../support/test-database.ts';

const store = setStore(sqliteSite);
const authorization = `Basic ${Buffer.from('admin:secret').toString('base64')}`;

describeWithService('redis', 'Bull Board', (redis) => {
  let site: QueueSite;
  let queue: JobQueue;
  let server: Listening;
  let dead = '';

  beforeEach(async () => {
    site = await redisSite(redis());
    queue = await openQueue(site.config, { logger: silentLogger, clock: systemClock, times: quickTimes });
    await queue.work(
      [
        handle(consultAgent, async () => {
          throw new PermanentError('The model refused.');
        }),
      ],
      { queues: ['agents'] },
    );
    const payload = { personId: store().anna.id, roundId: randomUUID(), agent: 'sleep' as const };
    dead = await queue.enqueue(consultAgent, payload);
    await queue.waitUntilFinished(dead);
    const dependencies = httpDependencies(store(), { queue: async () => queue, adminPassword: 'secret' });
    server = await listen(createHttpApp(dependencies), '127.0.0.1', 0);
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await queue.close({ timeoutMs: 500 });
    await site.remove();
  });

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(server.url + path, { ...init, headers: { authorization, ...(init.headers as object) } });

  it('is shown to the administrator alone', async () => {
    for (const path of ['/jobs/board', '/jobs/board/', '/jobs/board/api/queues', '/jobs/board/static/x.js']) {
      expect((await fetch(server.url + path)).status).toBe(401);
    }
    const page = await ask('/jobs/board');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const html = await page.text();
    expect(html).toContain('<base href="/jobs/board/"');
    expect(html).not.toContain('googleapis');
    const { queues } = (await (await ask('/jobs/board/api/queues')).json()) as { queues: { name: string }[] };
    expect(queues.map(({ name }) => name).sort()).toEqual([
      'agents',
      'analysis',
      'history',
      'notices',
      'reports',
      'sources',
    ]);
    expect(await (await ask('/jobs')).text()).toContain('<a href="/jobs/board">Bull Board</a>');
  });

  it('retries and removes dead jobs, and changes nothing else', async () => {
    const put = async (path: string, method = 'PUT') =>
      (await ask(`/jobs/board/api/queues/${path}`, { method })).status;
    const job = encodeURIComponent(dead);
    for (const path of [
      'agents/pause',
      'agents/empty',
      'agents/obliterate',
      'pause',
      'agents/retry/completed',
    ]) {
      expect(await put(path)).toBe(403);
    }
    expect(await put('agents/add', 'POST')).toBe(403);
    expect(await put(`agents/${job}/update-data`, 'PATCH')).toBe(403);
    expect(await queue.listDead()).toHaveLength(1);
    expect(await put(`agents/${job}/clean`)).toBe(204);
    expect(await queue.listDead()).toEqual([]);
    const foreign = { method: 'PUT', headers: { origin: 'https://elsewhere.example' } };
    expect((await ask('/jobs/board/api/queues/agents/retry/failed', foreign)).status).toBe(403);
  });

  describeWithService('chromium', 'in a browser', (path) => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium(path());
    });
    afterAll(() => browser.close());

    it('comes up with the queues, and asks nobody else for anything', async () => {
      const httpCredentials = { username: 'admin', password: 'secret' };
      const context = await browser.newContext({ httpCredentials });
      const page = await context.newPage();
      const requests: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${server.url}/jobs/board`);
      await page.getByText('agents').first().waitFor();
      await page.goto(`${server.url}/jobs/board/queue/agents?status=failed`);
      await page.getByText('The model refused.').first().waitFor();
      expect(requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
      expect(complaints).toEqual([]);
      await context.close();
    });
  });
});
