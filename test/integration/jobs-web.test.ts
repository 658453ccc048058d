import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpApp, type HttpDependencies } from '../../src/http/http-app.ts';
import { createWorkerHttpApp } from '../../src/http/worker-http-app.ts';
import { analysePerson } from '../../src/jobs/analyse-person.ts';
import { consultAgent } from '../../src/jobs/consult-agent.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { handle } from '../../src/queue/registry.ts';
import type { JobQueue } from '../../src/queue/runtime.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { parseDay } from '../../src/shared/day.ts';
import { PermanentError } from '../../src/shared/errors.ts';
import { adjustableClock } from '../support/adjustable-clock.ts';
import { httpDependencies } from '../support/http-dependencies.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { embeddedTemplate } from '../support/queue/site.ts';
import { quickTimes } from '../support/queue/stage.ts';
import { setStore } from '../support/stores/stage.ts';
import { sqliteSite } from '../support/test-database.ts';

/** Seeing what the queue does, over a real queue: as JSON, as a page, as figures. */
const store = setStore(sqliteSite);

let directory = '';
let queue: JobQueue;
let roundId = '';
let mended = false;

const fail = async () => {
  if (!mended) throw new PermanentError('The model <refused>.');
};

/** One queue for all of them: opening one takes longer than most of what is tried. */
beforeAll(async () => {
  directory = await embeddedTemplate();
  const config = { kind: 'embedded', directory } as const;
  queue = await openQueue(config, { logger: silentLogger, clock: systemClock, times: quickTimes });
  await queue.work([handle(analysePerson, fail), handle(consultAgent, fail)], {
    queues: ['analysis', 'agents'],
  });
});
afterAll(async () => {
  await queue.close({ timeoutMs: 500 });
  await rm(directory, { recursive: true, force: true });
});
beforeEach(() => {
  roundId = randomUUID();
  mended = false;
});
afterEach(async () => {
  for (const { id } of await queue.listDead()) await queue.removeDead(id);
});

function program(own: Partial<HttpDependencies> = {}) {
  const app = createHttpApp(
    httpDependencies(store(), { queue: async () => queue, clock: systemClock, ...own }),
  );
  return (path: string, init: RequestInit = {}) =>
    app.request(`http://localhost:8321${path}`, {
      ...init,
      headers: { host: 'localhost:8321', ...(init.headers as Record<string, string>) },
    });
}

/** One analysis and one specialist that have failed for good, until they are mended. */
async function twoDead(): Promise<string[]> {
  const payload = { personId: store().anna.id, roundId };
  const ids = [
    await queue.enqueue(analysePerson, payload),
    await queue.enqueue(consultAgent, { ...payload, agent: 'sleep' as const }),
  ];
  for (const id of ids) await queue.waitUntilFinished(id);
  return ids;
}

describe('the jobs over HTTP', () => {
  it('are counted, listed, shown in whole, retried and removed', async () => {
    const ids = await twoDead();
    const [first = '', second = ''] = ids.map(encodeURIComponent);
    const ask = program();
    const json = async (path: string, init?: RequestInit) => (await ask(path, init)).json();
    expect(await json('/api/jobs')).toMatchObject({
      queues: expect.arrayContaining([expect.objectContaining({ queue: 'agents', dead: 1, waiting: 0 })]),
      schedules: { count: 0 },
    });
    expect(await json('/api/jobs/list?state=dead&queue=agents')).toMatchObject({
      jobs: [{ name: 'consult-agent', agent: 'sleep', roundId, personId: store().anna.id, attempts: 1 }],
    });
    expect(await json('/api/jobs/list')).toEqual({ jobs: [] });
    expect(await json('/api/jobs/dead?limit=1')).toMatchObject({
      jobs: [{ reason: 'The model <refused>.' }],
    });
    expect(await json(`/api/jobs/${first}`)).toMatchObject({
      name: 'analyse-person',
      payload: { roundId, personId: store().anna.id },
      error: 'PermanentError: The model <refused>.',
    });
    mended = true;
    expect(await json(`/api/jobs/${first}/retry`, { method: 'POST' })).toEqual({ retried: 1 });
    expect(await queue.waitUntilFinished(ids[0] ?? '')).toEqual({ state: 'completed' });
    expect(await json(`/api/jobs/${second}`, { method: 'DELETE' })).toEqual({ removed: 1 });
    expect(await json('/api/jobs/dead')).toEqual({ jobs: [] });
  });

  it.each([
    ['GET', '/api/jobs/list?state=lost', 400, 'state is one of'],
    ['GET', '/api/jobs/list?queue=none', 400, 'queue is one of'],
    ['GET', '/api/jobs/dead?limit=0', 400, 'limit is a number'],
    ['GET', '/api/jobs/dead?limit=all', 400, 'limit is a number'],
    ['GET', '/api/jobs/agents.consult-agent.none', 404, 'no job with this id'],
    ['POST', '/api/jobs/nonsense/retry', 404, 'no job with this id'],
    ['DELETE', '/api/jobs/agents.consult-agent.none', 404, 'no job with this id'],
  ])('%s %s is answered with %i in one line', async (method, path, status, line) => {
    const answer = await program()(path, { method });
    expect(answer.status).toBe(status);
    const { error } = (await answer.json()) as { error: { message: string } };
    expect(error.message).toContain(line);
    expect(error.message).not.toContain('\n');
  });

  it('are for the administrator, wherever they are shown', async () => {
    const ask = program({ adminPassword: 'secret', host: '0.0.0.0' });
    const authorization = `Basic ${Buffer.from('admin:secret').toString('base64')}`;
    for (const path of ['/jobs', '/jobs/board', '/jobs/board/api/queues', '/api/jobs', '/metrics']) {
      expect((await ask(path)).status).toBe(401);
    }
    expect((await ask('/api/jobs/agents.x.y/retry', { method: 'POST' })).status).toBe(401);
    for (const path of ['/jobs', '/api/jobs', '/metrics']) {
      expect((await ask(path, { headers: { authorization } })).status).toBe(200);
    }
    // There is no Redis here.
    expect((await ask('/jobs/board', { headers: { authorization } })).status).toBe(404);
    const open = program({ host: '0.0.0.0' });
    for (const path of ['/jobs', '/api/jobs', '/metrics']) expect((await open(path)).status).toBe(403);
    expect((await program()('/jobs/board')).status).toBe(403);
    for (const path of ['/api/health', '/api/ready', '/']) expect((await ask(path)).status).toBe(200);
  });
});

describe('the jobs page', () => {
  it('shows what runs, what is dead and what somebody has to look at', async () => {
    await twoDead();
    const { anna, rounds, steps } = store();
    const round = await rounds.upsert(anna, 'demand:1', parseDay('2026-03-20'));
    await steps.claim(round.id, anna.id, 'consult:sleep');
    const { notifications } = store();
    const telling = { personId: anna.id, kind: 'page', about: round.id } as const;
    const { id } = await notifications.insert(telling, 'url');
    await notifications.giveUp(telling, 'The <address> said no.');
    const ask = program();
    const html = await (await ask('/jobs')).text();
    expect(html).toContain('The model &lt;refused&gt;.');
    expect(html).toContain('consult-agent (anna, sleep)');
    expect(html).toContain(`<a href="/people/anna/rounds/${round.id}">anna</a>`);
    expect(html).toContain('Specialist: sleep (');
    expect(html).toContain(
      'anna: the notice of a new page to the address that is told of everybody was not taken.',
    );
    expect(html).toContain('The &lt;address&gt; said no.');
    const again = await ask(`/jobs/notices/${id}/retry`, { method: 'POST' });
    expect(`${again.status} ${again.headers.get('location')}`).toBe('303 /jobs?done=sent-again');
    expect(await notifications.get(id)).toMatchObject({ state: 'waiting' });
    expect((await queue.counts()).notices.waiting).toBe(1);
    expect(html).toContain('Retry all 2');
    expect(html).toContain('There are none. &quot;rounds serve&quot; makes them.');
  });

  it('retries and removes by its buttons, and says what it did in words of its own', async () => {
    const ids = await twoDead();
    const ask = program();
    const press = async (path: string) => {
      const { status, headers } = await ask(path, { method: 'POST' });
      return `${status} ${headers.get('location')}`;
    };
    expect(await press(`/jobs/${encodeURIComponent(ids[0] ?? '')}/remove`)).toBe('303 /jobs?done=removed');
    mended = true;
    expect(await press('/jobs/dead/retry')).toBe('303 /jobs?done=all-retried');
    expect(await queue.waitUntilFinished(ids[1] ?? '')).toEqual({ state: 'completed' });
    const html = await (await ask('/jobs?done=removed')).text();
    expect(html).toContain('The job was removed.');
    expect(html).toContain('None: every job was done');
    expect(await (await ask('/jobs?done=You+were+hacked')).text()).not.toContain('hacked');
    expect(await (await ask('/jobs?done=constructor')).text()).toContain('class="notice"></p>');
    expect(await press(`/jobs/${encodeURIComponent(ids[0] ?? '')}/retry`)).toBe('404 null');
    const foreign = { method: 'POST', headers: { origin: 'https://elsewhere.example' } };
    expect((await ask('/jobs/dead/retry', foreign)).status).toBe(403);
  });
});

describe('metrics', () => {
  it('name nobody, whoever is late', async () => {
    await twoDead();
    const { anna, berta, connections, syncMarks, clock } = store();
    const tokens = { accessToken: 'a', refreshToken: 'r', expiresAt: '2026-03-21T00:00:00.000Z', scopes: [] };
    for (const person of [anna, berta]) await connections.upsert(person, tokens);
    const mark = { coveredFrom: parseDay('2026-03-01'), heardUntil: undefined };
    await syncMarks.extend(anna, 'sleep', mark);
    clock.advance(40 * 3_600_000);
    await syncMarks.extend(berta, 'sleep', mark);
    clock.advance(3_600_000);
    const answer = await program({ clock })('/metrics');
    expect(answer.headers.get('content-type')).toContain('text/plain');
    const text = await answer.text();
    for (const line of [
      'rounds_sync_people 2',
      `rounds_sync_lag_max_seconds ${41 * 3_600}`,
      `rounds_sync_lag_median_seconds ${21 * 3_600}`,
      'rounds_sync_overdue_people 1',
      'rounds_dead_jobs{queue="agents"} 1',
      'rounds_queue_jobs{queue="agents",state="waiting"} 0',
      'rounds_source_up{source="queue"} 1',
      'rounds_schedules 0',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).toContain('process_cpu_user_seconds_total');
    for (const named of ['anna', 'berta', anna.id, berta.id, roundId]) expect(text).not.toContain(named);
  });

  it('come without the queue when it is away', async () => {
    const away = () => Promise.reject(new PermanentError('away'));
    const text = await (await program({ queue: away })('/metrics')).text();
    expect(text).toContain('rounds_source_up{source="queue"} 0');
    expect(text).toContain('rounds_sync_people 0');
  });

  it('are shown by a worker without a web page, with its health, and nothing else', async () => {
    const app = createWorkerHttpApp(
      httpDependencies(store(), { queue: async () => queue, clock: systemClock }),
    );
    const ask = async (path: string) =>
      (await app.request(`http://localhost${path}`, { headers: { host: 'localhost' } })).status;
    for (const path of ['/metrics', '/api/health', '/api/ready']) expect(await ask(path)).toBe(200);
    for (const path of ['/', '/people/anna', '/jobs', '/api/jobs']) expect(await ask(path)).toBe(404);
  });
});

describe('whether work handed over gets done', () => {
  const ready = async (own: Partial<HttpDependencies> = {}) => {
    const answer = await program(own)('/api/ready');
    return answer.json();
  };

  it('is so when database, queue and schedules answer', async () => {
    const nightly = { pattern: '0 10 * * *', timeZone: 'UTC' };
    await queue.schedule('x', analysePerson, { personId: store().anna.id, roundId }, nightly);
    const checks = { database: 'ok', queue: 'ok', schedules: 'ok' };
    expect(await ready()).toEqual({ status: 'ready', checks });
    // A quarter of an hour after it should have run it is late, and not before.
    const due = (await queue.overview()).schedules.nextAt ?? '';
    const clock = adjustableClock(due);
    clock.advance(15 * 60_000);
    expect(await ready({ clock })).toMatchObject({ status: 'ready' });
    clock.advance(60_000);
    expect(await ready({ clock })).toMatchObject({
      status: 'not-ready',
      checks: { schedules: 'The most overdue schedule is 16 minutes late. Check that a worker runs.' },
    });
    expect((await program({ clock })('/api/ready')).status).toBe(503);
    await queue.unschedule('x');
  });

  it('names what does not answer, and none of its secrets', async () => {
    const refuse = () => Promise.reject(new Error('connect postgres://user:secret@host'));
    const answer = JSON.stringify(await ready({ pingDatabase: refuse, queue: refuse }));
    expect(answer).toContain('The database does not answer.');
    expect(answer).toContain('The job queue does not answer.');
    expect(answer).not.toContain('secret');
  });

  it('does not wait for ever', async () => {
    expect(await ready({ pingDatabase: () => new Promise(() => undefined) })).toMatchObject({
      checks: { database: 'The database does not answer within 2 seconds.', queue: 'ok' },
    });
  });

  it('says nothing of whether the process lives', async () => {
    const refuse = () => Promise.reject(new Error('away'));
    const answer = await program({ pingDatabase: refuse, queue: refuse })('/api/health');
    expect(await answer.json()).toEqual({ status: 'ok', version: '0' });
  });
});
