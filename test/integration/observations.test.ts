import { rm } from 'node:fs/promises';
import type { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpApp } from '../../src/http/http-app.ts';
import { seriesOf } from '../../src/jobs/custom-metrics.ts';
import { mapCustomObservationsHandler } from '../../src/jobs/map-custom-observations.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import type { JobQueue } from '../../src/queue/runtime.ts';
import { addDays, parseDay } from '../../src/shared/day.ts';
import { TransientError } from '../../src/shared/errors.ts';
import { httpDependencies } from '../support/http-dependencies.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { embeddedSite, embeddedTemplate, type QueueSite } from '../support/queue/site.ts';
import { quickTimes } from '../support/queue/stage.ts';
import { setStore } from '../support/stores/stage.ts';
import { sqliteSite } from '../support/test-database.ts';

const store = setStore(sqliteSite);
const path = '/api/memory/metrics';
let template = '';
let site: QueueSite | undefined;
let queue: Promise<JobQueue> | undefined;
let app: Hono;

beforeAll(async () => {
  template = await embeddedTemplate();
});
afterAll(() => rm(template, { recursive: true, force: true }));
beforeEach(() => {
  app = appWith(openedQueue);
});
afterEach(async () => {
  await (await queue)?.close({ timeoutMs: 200 });
  await site?.remove();
  queue = undefined;
  site = undefined;
});

/** Opened by the tests that come to need it: that takes longer than all else here. */
function openedQueue(): Promise<JobQueue> {
  queue ??= embeddedSite(template).then((place) => {
    site = place;
    return openQueue(place.config, { logger: silentLogger, clock: store().clock, times: quickTimes });
  });
  return queue;
}

function appWith(open: () => Promise<JobQueue>): Hono {
  return createHttpApp(httpDependencies(store(), { queue: open }));
}

/** As the script of the guide sends it: a score of one date. */
function readiness(date: string, value: number) {
  return {
    metric: {
      slug: 'oura-readiness',
      label: 'Oura readiness score',
      unit: 'score',
      aggregationHint: 'avg',
    },
    value,
    occurredAt: `${date}T00:00:00Z`,
  };
}

const headers = {
  host: 'localhost:8321',
  'Content-Type': 'application/json',
  'x-api-key': 'petals-yourkey',
  'x-person': 'anna',
};

async function post(where: string, body: unknown, change: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await app.request(`${path}${where}`, {
    method: 'POST',
    headers: { ...headers, ...change },
    body: text,
  });
  return { status: response.status, body: await response.json() };
}

async function get(where: string, change: Record<string, string> = {}) {
  const response = await app.request(`${path}${where}`, { headers: { ...headers, ...change } });
  return { status: response.status, body: await response.json() };
}

async function valuesOf(person = store().anna) {
  const series = await seriesOf(store(), person, parseDay('2026-01-01'), parseDay('2026-12-31'));
  return Object.fromEntries(
    [...series.values()].flatMap(({ metric, start, values }) =>
      [...values].flatMap((value, index) =>
        Number.isNaN(value) ? [] : [[`${metric}@${addDays(start, index)}`, value] as const],
      ),
    ),
  );
}

describe('one observation', () => {
  it('is kept, and is in the series when the answer comes', async () => {
    const stored = {
      metric: readiness('', 0).metric,
      value: 82,
      occurredAt: '2026-03-19T00:00:00.000Z',
      day: '2026-03-19',
    };
    const sent = readiness('2026-03-19', 82);
    expect(await post('/observations', sent)).toEqual({
      status: 201,
      body: { status: 'created', ...stored },
    });
    expect(await post('/observations', sent)).toEqual({
      status: 200,
      body: { status: 'unchanged', ...stored },
    });
    expect(await post('/observations', { ...sent, value: 80 })).toMatchObject({
      status: 200,
      body: { status: 'updated', value: 80 },
    });
    expect(await valuesOf()).toEqual({ 'custom:oura-readiness@2026-03-19': 80 });
    expect(await get('')).toEqual({
      status: 200,
      body: {
        metrics: [{ ...stored.metric, observations: 1, lastOccurredAt: '2026-03-19T00:00:00.000Z' }],
      },
    });
  });

  it('of a date lands on that date west of Greenwich too', async () => {
    await post('/observations', readiness('2026-03-19', 82), { 'x-person': 'berta' });
    expect(await valuesOf(store().berta)).toEqual({ 'custom:oura-readiness@2026-03-19': 82 });
  });

  it('is refused by field, without its content', async () => {
    const sent = { ...readiness('2026-03-19', 82), value: 'zyxo', occurredAt: 'zyxo' };
    const { status, body } = await post('/observations', sent);
    expect(status).toBe(422);
    expect(body).toEqual({
      error: { code: 'unprocessable', message: 'value must be a number.' },
      rejected: [
        { field: 'value', reason: 'must be a number' },
        { field: 'occurredAt', reason: expect.stringMatching(/^must be a time with its zone/) },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('zyxo');
    expect(await get('')).toMatchObject({ body: { metrics: [] } });
  });

  it('in another unit is a conflict', async () => {
    const sent = readiness('2026-03-19', 82);
    await post('/observations', sent);
    const { status, body } = await post('/observations', {
      ...sent,
      metric: { ...sent.metric, unit: 'zyxo' },
    });
    expect(status).toBe(409);
    expect(body).toMatchObject({ error: { code: 'conflict' }, rejected: [{ field: 'metric.unit' }] });
    expect(JSON.stringify(body)).not.toContain('zyxo');
  });
});

describe('many observations', () => {
  const work = async () =>
    (await openedQueue()).work([mapCustomObservationsHandler(store())], { queues: ['analysis'] });
  const finished = async (jobId: string) => (await openedQueue()).waitUntilFinished(jobId);

  it('are taken in at once and mapped by a job whose state can be asked', async () => {
    const { status, body } = await post('/observations/bulk', [
      readiness('2026-03-18', 75),
      readiness('2026-03-19', 82),
    ]);
    expect({ status, body }).toEqual({
      status: 202,
      body: { jobId: expect.any(String), accepted: 2, rejected: [] },
    });
    const { jobId } = body;
    expect(await get(`/jobs/${jobId}`)).toEqual({ status: 200, body: { jobId, state: 'waiting' } });
    expect(await valuesOf()).toEqual({});
    await work();
    await finished(jobId);
    expect(await get(`/jobs/${jobId}`)).toEqual({ status: 200, body: { jobId, state: 'completed' } });
    const expected = { 'custom:oura-readiness@2026-03-18': 75, 'custom:oura-readiness@2026-03-19': 82 };
    expect(await valuesOf()).toEqual(expected);
  });

  it('are kept where they are sound, the others named by their place', async () => {
    const other = readiness('2026-03-19', 300);
    const { status, body } = await post('/observations/bulk', [
      { ...readiness('2026-03-18', 75), value: null },
      readiness('2026-03-18', 75),
      'nothing of the kind',
      { ...other, metric: { ...other.metric, unit: '%' } },
      readiness('2026-03-19', 82),
    ]);
    expect(status).toBe(202);
    expect(body).toEqual({
      jobId: expect.any(String),
      accepted: 2,
      rejected: [
        { index: 0, field: 'value', reason: 'must be a number' },
        { index: 2, field: '', reason: 'must be an object' },
        { index: 3, field: 'metric.unit', reason: expect.any(String) },
      ],
    });
    expect(await get('')).toMatchObject({ body: { metrics: [{ observations: 2 }] } });
  });

  it.each([
    ['none at all', []],
    ['none that is sound', [{}, { value: 1 }]],
    ['no list', { metric: {} }],
  ])('are refused when there is %s', async (_what, sent) => {
    expect((await post('/observations/bulk', sent)).status).toBe(422);
    expect(queue).toBeUndefined();
  });

  it('sent twice at the same time are kept once', async () => {
    await work();
    const sent = Array.from({ length: 40 }, (_, index) =>
      readiness(addDays(parseDay('2026-02-01'), index), index),
    );
    const answers = await Promise.all([1, 2, 3].map(() => post('/observations/bulk', sent)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(answers.map(({ body }) => body.jobId)).size).toBe(3);
    await Promise.all(answers.map(({ body }) => finished(body.jobId)));
    expect(await store().db.selectFrom('raw_document').select('revision').execute()).toHaveLength(41);
    expect(Object.values(await valuesOf())).toEqual(sent.map(({ value }) => value));
  });

  it('are made up for by sending them again when the queue was away', async () => {
    app = appWith(async () => {
      throw new TransientError('The job queue cannot be reached at the moment.');
    });
    const sent = [readiness('2026-03-19', 82)];
    expect((await post('/observations/bulk', sent)).status).toBe(503);
    app = appWith(openedQueue);
    await work();
    const { body } = await post('/observations/bulk', sent);
    await finished(body.jobId);
    expect(await valuesOf()).toEqual({ 'custom:oura-readiness@2026-03-19': 82 });
  });

  it('end without a trace when their person was erased meanwhile', async () => {
    const { body } = await post('/observations/bulk', [readiness('2026-03-19', 82)]);
    await store().people.delete(store().anna);
    await work();
    await finished(body.jobId);
    expect((await get(`/jobs/${body.jobId}`)).body).toEqual({
      jobId: body.jobId,
      state: 'completed',
    });
    expect(await (await openedQueue()).listDead()).toEqual([]);
  });

  it('leave nothing of what they say in the queue', async () => {
    const sent = readiness('2026-03-19', 73_519_246);
    await post('/observations/bulk', [
      { ...sent, metric: { slug: 'zyxoslug', label: 'Zyxolabel', unit: 'zyxounit' } },
    ]);
    await (await openedQueue()).close();
    const contents = await site?.contents();
    expect(contents).toContain('map-custom-observations');
    for (const mark of ['zyxoslug', 'Zyxolabel', 'zyxounit', '73519246'])
      expect(contents).not.toContain(mark);
  });

  it('may be five thousand, not one more', async () => {
    const first = Date.parse('2026-01-01T00:00:01Z');
    const many = Array.from({ length: 5_001 }, (_, index) => ({
      ...readiness('', index),
      occurredAt: new Date(first + index * 1000).toISOString(),
    }));
    expect((await post('/observations/bulk', many)).status).toBe(413);
    const { status, body } = await post('/observations/bulk', many.slice(1));
    expect({ status, accepted: body.accepted }).toEqual({ status: 202, accepted: 5_000 });
  });
});

describe('a request', () => {
  const sent = readiness('2026-03-19', 82);

  it.each([
    ['another type', 415, sent, { 'Content-Type': 'text/plain' }],
    ['a form', 415, 'a=b', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['no JSON', 400, '{"metric": zyxo', {}],
    ['nothing', 400, '', {}],
    ['more than 2 MB', 413, ' '.repeat(2 * 1024 * 1024 + 1), {}],
    ['another host', 403, sent, { host: 'evil.example' }],
  ])('with %s is answered %d', async (_what, status, body, change) => {
    const response = await app.request(`${path}/observations`, {
      method: 'POST',
      headers: { ...headers, ...change },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(text).not.toContain('zyxo');
    expect(text.split('\n')).toHaveLength(1);
  });

  it('takes a type with a character set', async () => {
    const type = { 'Content-Type': 'application/json; charset=utf-8' };
    expect((await post('/observations', sent, type)).status).toBe(201);
  });

  it('names its person by query or header, and need not where there is one', async () => {
    const { 'x-person': _anna, ...unnamed } = headers;
    const send = (where: string, extra: Record<string, string> = {}) =>
      app.request(`${path}${where}`, { headers: { ...unnamed, ...extra } });
    expect((await send('?person=berta')).status).toBe(200);
    expect((await send('?person=nobody')).status).toBe(404);
    const ambiguous = await send('');
    expect(ambiguous.status).toBe(422);
    expect(await ambiguous.text()).toMatch(/\?person=NAME.*x-person/);
    await store().people.delete(store().berta);
    expect((await send('')).status).toBe(200);
    await store().people.delete(store().anna);
    expect((await send('')).status).toBe(422);
  });

  it.each([
    'analysis.map-custom-observations.none',
    'sources.sync-person.0123456789abcdef0123456789abcdef',
    'nothing',
  ])('for the job %s finds none', async (jobId) => {
    expect(await get(`/jobs/${jobId}`)).toEqual({
      status: 404,
      body: { error: { code: 'not-found', message: 'There is no job with this id.' } },
    });
  });
});
