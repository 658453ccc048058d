import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Round } from '../../../db/stores/round-store.ts';
import { createHttpApp } from '../../../src/http/http-app.ts';
import { exportReportHandler } from '../../../src/jobs/export-report.ts';
import { enterAppointment, leavePage, madeFor } from '../../support/appointment-pages.ts';
import { httpDependencies } from '../../support/http-dependencies.ts';
import { silentLogger } from '../../support/queue/silent-logger.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

/** It is 06:00 on 20 March 2026 in London, where Anna lives. */
const store = setStore(sqliteSite);
const context = { signal: new AbortController().signal, attempt: 1, logger: silentLogger };
const HOUR_MS = 3_600_000;

interface View {
  readonly id: string;
  readonly state: string;
  readonly told: string;
  readonly reason?: string;
  readonly expiresAt: string;
  readonly files: readonly { name: string; type: string; size: number; sha256: string; href: string }[];
  readonly links: { readonly self: string };
}

/** The server, and a queue that keeps what it is given until the test works it. */
function office() {
  const jobs: { readonly name: string; readonly payload: unknown }[] = [];
  const flows: unknown[] = [];
  const queue = {
    enqueue: async ({ name }: { readonly name: string }, payload: unknown) => {
      jobs.push({ name, payload });
      return name;
    },
    enqueueFlow: async (root: unknown) => void flows.push(root),
  };
  const dependencies = httpDependencies(store(), { queue: async () => queue as never });
  const app = createHttpApp(dependencies);
  const handler = exportReportHandler({ ...dependencies, queue: queue as never });
  const get = (path: string) => app.request(`http://localhost${path}`, { headers: { host: 'localhost' } });
  return {
    jobs,
    flows,
    handler,
    get,
    view: async (path: string) => (await (await get(path)).json()) as View,
    ask: (body: unknown, slug = 'anna') =>
      app.request(`http://localhost/api/people/${slug}/reports`, {
        method: 'POST',
        headers: { host: 'localhost', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    work: () => handler.run(jobs.at(-1)?.payload, context),
  };
}

const asked = { appointment: 'next', formats: ['csv', 'pdf', 'md'] };
const runningRounds = () =>
  store().db.selectFrom('round').selectAll().where('state', '=', 'running').execute();
const visit = '2026-03-21';

beforeEach(() => enterAppointment(store(), store().anna, visit));

describe('a report over HTTP', () => {
  it('is asked for, made behind and fetched, file by file', async () => {
    await madeFor(store(), store().anna, visit, '2026-03-20');
    const { ask, jobs, work, view, get } = office();
    const answer = await ask(asked);
    expect(answer.status).toBe(202);
    const self = answer.headers.get('location') ?? '';
    expect(self).toMatch(/^\/api\/people\/anna\/reports\/[0-9a-f-]{36}$/);
    const first = (await answer.json()) as View;
    expect(first).toMatchObject({
      state: 'queued',
      told: 'waiting for its turn',
      files: [],
      links: { self },
    });
    expect(first).toMatchObject({ appointment: visit, asOf: '2026-03-20', formats: ['md', 'pdf', 'csv'] });
    expect(jobs).toMatchObject([
      { name: 'export-report', payload: { personId: store().anna.id, exportId: first.id } },
    ]);

    await work();
    const done = await view(self);
    expect(done).toMatchObject({ state: 'done', told: '4 files are ready' });
    expect(done.files.map(({ name, type }) => [name, type])).toEqual([
      ['talking-points.md', 'text/markdown; charset=utf-8'],
      ['talking-points.pdf', 'application/pdf'],
      ['daily.csv', 'text/csv; charset=utf-8'],
      ['findings.csv', 'text/csv; charset=utf-8'],
    ]);
    for (const { href, type, size, sha256, name } of done.files) {
      const file = await get(href);
      const bytes = Buffer.from(await file.arrayBuffer());
      expect(file.status).toBe(200);
      expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([size, sha256]);
      expect(Object.fromEntries(file.headers)).toMatchObject({
        'content-type': type,
        'content-disposition': `attachment; filename="anna-2026-03-21-${name}"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it('gives nothing but its own files, and nothing to another person', async () => {
    await madeFor(store(), store().anna, visit, '2026-03-20');
    const { ask, work, get } = office();
    const self = (await ask(asked)).headers.get('location') ?? '';
    expect((await get(`${self}/files/talking-points.md`)).status).toBe(404);
    await work();
    expect((await get(`${self}/files/talking-points.md`)).status).toBe(200);
    for (const name of [
      'talking-points.html',
      '..%2F..%2Frounds.db',
      '..',
      'talking-points.md%00',
      'TALKING-POINTS.MD',
    ])
      expect((await get(`${self}/files/${name}`)).status).toBe(404);
    const stranger = self.replace('anna', 'berta');
    for (const path of [stranger, `${stranger}/files/talking-points.md`, self.replace(/[^/]+$/, 'x')])
      expect((await get(path)).status).toBe(404);
  });

  it('runs a round for the appointment where there is no page for it, and fails as the round does', async () => {
    const { ask, work, view, flows } = office();
    const self = (await ask(asked)).headers.get('location') ?? '';
    await expect(work()).rejects.toMatchObject({ name: 'NotYetError' });
    await expect(work()).rejects.toMatchObject({ name: 'NotYetError' });
    expect(flows).toHaveLength(1);
    const [round] = await runningRounds();
    expect(round?.slot).toMatch(/^demand:2026-03-21:/);
    expect(await view(self)).toMatchObject({ state: 'running', told: 'waiting for the next step' });
    await store().steps.claim(round?.id ?? '', store().anna.id, 'sync');
    expect((await view(self)).told).toBe('Sync with Oura');
    await store().rounds.end(round?.id ?? '', 'failed', 'Oura does not answer.');
    await work();
    expect(await view(self)).toMatchObject({ state: 'failed', reason: 'Oura does not answer.', files: [] });
    // Asked again it is another one.
    expect((await ask(asked)).headers.get('location')).not.toBe(self);
  });

  it('is finished by another worker where the first was killed, and once where both live', async () => {
    const { ask, work, view } = office();
    const self = (await ask(asked)).headers.get('location') ?? '';
    // Killed after it had asked for the round.
    await expect(work()).rejects.toMatchObject({ name: 'NotYetError' });
    const [row] = await runningRounds();
    const round: Round = await store().rounds.get(row?.id ?? '');
    await leavePage(store(), store().anna, round);
    await store().rounds.end(round.id, 'done');
    await Promise.all([work(), work()]);
    const done = await view(self);
    expect(done.state).toBe('done');
    await work();
    expect(await view(self)).toEqual(done);
    expect(await store().db.selectFrom('export_file').select('name').execute()).toHaveLength(4);
  });

  it('is one for all who ask for the same while it is made', async () => {
    const { ask, work } = office();
    const locations = await Promise.all(
      [asked, { ...asked, formats: ['md', 'csv', 'pdf', 'md'] }, asked].map(async (body) =>
        (await ask(body)).headers.get('location'),
      ),
    );
    expect(new Set(locations).size).toBe(1);
    const other = { ...asked, paper: 'letter' };
    expect((await ask(other)).headers.get('location')).not.toBe(locations[0]);
    await madeFor(store(), store().anna, visit, '2026-03-20');
    await work();
    expect((await ask(other)).headers.get('location')).not.toBe(locations[0]);
  });

  it('is gone after a day, from the database as well', async () => {
    await madeFor(store(), store().anna, visit, '2026-03-20');
    const { ask, work, get } = office();
    const self = (await ask(asked)).headers.get('location') ?? '';
    await work();
    store().clock.advance(24 * HOUR_MS - 1);
    expect(await store().reportExports.deleteExpired()).toBe(0);
    expect((await get(self)).status).toBe(200);
    store().clock.advance(1);
    expect((await get(self)).status).toBe(404);
    expect((await get(`${self}/files/talking-points.md`)).status).toBe(404);
    expect(await store().reportExports.deleteExpired()).toBe(1);
    expect(await store().db.selectFrom('export_file').select('name').execute()).toEqual([]);
  });

  it.each([
    [
      'a format there is none of',
      { ...asked, formats: ['pdf', 'Zaphod'] },
      400,
      /^formats has one that there is not; there are md, /,
    ],
    ['no format', { ...asked, formats: [] }, 400, /^formats is empty/],
    ['formats that are no list', { ...asked, formats: 'pdf' }, 400, /^formats is missing or of another type/],
    ['a day that is none', { ...asked, appointment: 'Zaphod' }, 400, /^appointment must be "next" or a day/],
    ['a paper there is none of', { ...asked, paper: 'Zaphod' }, 400, /^paper must be a4 or letter/],
    ['a field there is none of', { ...asked, Zaphod: 1 }, 400, /nothing else/],
    ['no object', ['Zaphod'], 400, /nothing else/],
    [
      'an appointment there is none of',
      { ...asked, appointment: '2026-04-01' },
      404,
      /no appointment on 2026-04-01/,
    ],
    ['a day to look from that has not come', { ...asked, asOf: '2026-03-21' }, 400, /not come yet/],
  ])('refuses %s', async (_what, body, status, line) => {
    const { ask, jobs } = office();
    const answer = await ask(body);
    expect(answer.status).toBe(status);
    const { message } = ((await answer.json()) as { error: { message: string } }).error;
    expect(message).toMatch(line);
    expect(message).not.toContain('Zaphod');
    expect(jobs).toEqual([]);
  });

  it('is refused where there is no appointment, and marked as failed where its job fails for good', async () => {
    const { ask, handler, jobs, view } = office();
    expect((await ask(asked, 'berta')).status).toBe(404);
    const self = (await ask(asked)).headers.get('location') ?? '';
    await handler.onDead(jobs.at(-1)?.payload, 'The disk is full.');
    expect(await view(self)).toMatchObject({ state: 'failed', reason: 'The disk is full.' });
  });
});

describe('the newest page in other formats', () => {
  it('is sent at once', async () => {
    await madeFor(store(), store().anna, visit, '2026-03-20');
    const { get } = office();
    const pdf = await get('/people/anna/talking-points.pdf');
    expect(pdf.headers.get('content-disposition')).toBe('inline; filename="talking-points-2026-03-20.pdf"');
    expect(await pdf.text()).toMatch(/^%PDF/);
    const bundle = await get('/people/anna/fhir-bundle.json');
    expect(bundle.headers.get('content-type')).toBe('application/fhir+json');
    expect(await bundle.json()).toMatchObject({ resourceType: 'Bundle', type: 'document' });
    for (const name of ['daily.csv', 'findings.csv', 'talking-points.json']) {
      const file = await get(`/people/anna/${name}`);
      expect(file.headers.get('content-disposition')).toMatch(/^attachment; /);
      expect(file.headers.get('cache-control')).toBe('no-store');
    }
    expect((await get('/people/berta/daily.csv')).status).toBe(404);
  });
});
