import { rm } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RoundView } from '../../src/domain/round-view.ts';
import { createHttpApp } from '../../src/http/http-app.ts';
import { type Listening, listen } from '../../src/http/listen.ts';
import { requestRound } from '../../src/jobs/request-round.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import type { JobQueue } from '../../src/queue/runtime.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { parseDay } from '../../src/shared/day.ts';
import { launchChromium } from '../support/chromium.ts';
import { openAppAt } from '../support/cli-in-process.ts';
import { httpDependencies } from '../support/http-dependencies.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { embeddedTemplate } from '../support/queue/site.ts';
import { describeWithService } from '../support/services/available.ts';
import { setStore } from '../support/stores/stage.ts';
import { sqliteSite } from '../support/test-database.ts';

/** Asking for a round in a browser and watching it. */
const store = setStore(sqliteSite);

/** A queue that nobody works: what becomes of the rounds is up to the test. */
let directory = '';
let queue: JobQueue;
let server: Listening;
let closing: AbortController;
let lines: unknown[][] = [];

beforeAll(async () => {
  directory = await embeddedTemplate();
  const config = { kind: 'embedded', directory } as const;
  queue = await openQueue(config, { logger: silentLogger, clock: systemClock });
});
afterAll(async () => {
  await queue.close();
  await rm(directory, { recursive: true, force: true });
});
beforeEach(async () => {
  lines = [];
  closing = new AbortController();
  const log = (...words: unknown[]) => void lines.push(words);
  const own = { queue: async () => queue, closing: closing.signal, logger: { ...silentLogger, info: log } };
  server = await listen(createHttpApp(httpDependencies(store(), own)), '127.0.0.1', 0);
});
afterEach(async () => {
  closing.abort();
  await server[Symbol.asyncDispose]();
});

const ask = (slug = 'anna', url = server.url) =>
  fetch(`${url}/people/${slug}/rounds`, { method: 'POST', redirect: 'manual' });
const pathOf = (response: Response) => response.headers.get('location') ?? '';
const idOf = (path: string) => path.split('/').at(-1) ?? '';
const textAt = async (path: string) => (await fetch(server.url + path)).text();
const viewAt = async (path: string) => JSON.parse(await textAt(`/api${path}`)) as RoundView;

/** Everything that the stream told until it was closed from the other side. */
async function readStream(address: string): Promise<RoundView[]> {
  const text = await (await fetch(`${address}/events`)).text();
  return text
    .split('\n\n')
    .filter((part) => part.startsWith('event: round'))
    .map((part) => JSON.parse(part.slice(part.indexOf('data: ') + 'data: '.length)) as RoundView);
}

describe('a round that somebody asks for', () => {
  it('is begun once, however often the button is pressed, and is the person’s own', async () => {
    const first = await ask();
    expect(first.status).toBe(303);
    expect(pathOf(first)).toMatch(/^\/people\/anna\/rounds\/[0-9a-f-]{36}$/);
    expect(pathOf(await ask())).toBe(pathOf(first));
    expect(idOf(pathOf(await ask('berta')))).not.toBe(idOf(pathOf(first)));
    expect((await ask('clara')).status).toBe(404);
    const stranger = pathOf(first).replace('anna', 'berta');
    for (const path of [stranger, `/api${stranger}`, `/api${stranger}/events`]) {
      expect((await fetch(server.url + path)).status).toBe(404);
    }
  });

  it('is another one for another day, after the end of the first, and when that one has lost its jobs', async () => {
    const { rounds, clock, anna } = store();
    const day = parseDay('2026-03-20');
    const request = async (asOf = day) => (await requestRound({ rounds, queue, clock }, anna, asOf)).id;
    const nightly = await rounds.upsert(anna, 'nightly:2026-03-20', day);
    const first = await request();
    expect(first).not.toBe(nightly.id);
    expect(await request()).toBe(first);
    expect(await request(parseDay('2026-03-19'))).not.toBe(first);
    await rounds.end(first, 'failed', 'Something.');
    const second = await request();
    expect(second).not.toBe(first);
    clock.advance(61 * 60_000);
    expect(await request()).not.toBe(second);
  });

  it('shows its frame before anything has begun, and goes by the clock of the person', async () => {
    const path = pathOf(await ask('berta'));
    const { steps, berta } = store();
    // 06:00 in London is 02:00 in New York.
    await steps.claim(idOf(path), berta.id, 'sync');
    const view = await viewAt(path);
    expect(view).toMatchObject({ person: 'berta', asOf: '2026-03-20', state: 'running' });
    expect(view.steps.map(({ step, told }) => `${step}: ${told}`)).toEqual([
      'sync: running since 02:00:00',
      'analyse: waiting',
      'coordinate: waiting',
      'publish: waiting',
    ]);
  });

  it('that fails says why, and can be asked for again', async () => {
    const path = pathOf(await ask());
    const { steps, rounds, anna, clock } = store();
    await steps.claim(idOf(path), anna.id, 'sync');
    await steps.fail(idOf(path), 'sync', 'Oura <does> not answer.');
    const claim = await steps.claim(idOf(path), anna.id, 'analyse');
    if (claim === undefined) throw new Error('the step is done');
    clock.advance(1_500);
    await steps.finish(claim, async () => undefined);
    await steps.claim(idOf(path), anna.id, 'consult:sleep');
    const stream = readStream(`${server.url}/api${path}`);
    await rounds.end(idOf(path), 'failed', 'The analysis <failed>.');
    expect((await stream).at(-1)).toMatchObject({ state: 'failed', reason: 'The analysis <failed>.' });
    const html = await textAt(path);
    expect(html).toContain('The analysis &lt;failed&gt;.');
    expect(html).toContain('Try again</button>');
    expect(html).not.toContain('<script');
    // Nobody is at the step that was running when the round ended.
    expect((await viewAt(path)).steps.map(({ title, told }) => `${title}: ${told}`)).toEqual([
      'Sync with Oura: failed: Oura <does> not answer.',
      'Look for what changed: done in 1.5 s',
      'Specialist: sleep: not done',
      'Put the talking points together: not done',
      'Write the page: not done',
    ]);
  });

  it('is tied to the request in the log', async () => {
    const path = pathOf(await ask());
    const [requested, request] = lines.map(([fields]) => fields as Record<string, string>);
    expect(requested?.roundId).toBe(idOf(path));
    expect(request).toMatchObject({ requestId: requested?.requestId, route: '/people/:slug/rounds' });
  });

  it('lets its streams go when the server closes', async () => {
    const address = `${server.url}/api${pathOf(await ask())}/events`;
    const answer = await fetch(address);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    closing.abort();
    expect(await answer.text()).toContain('event: round');
  });
});

/** Everything there is, with a queue of its own. */
async function wholeProgram() {
  const home = await embeddedTemplate();
  const app = await openAppAt({ home, clock: store().clock, environment: { ROUNDS_PORT: '0' } });
  await app.people.insert('anna', 'Europe/London');
  const { url } = await app.listen();
  return {
    app,
    url,
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true });
    },
  };
}

describe('a round from the button to the page', () => {
  it('is told to everybody who looks until it ends', async () => {
    await using program = await wholeProgram();
    const path = pathOf(await ask('anna', program.url));
    const streams = [1, 2, 3].map(() => readStream(`${program.url}/api${path}`));
    await program.app.work();
    for (const views of await Promise.all(streams)) {
      expect(views.at(-1)).toMatchObject({ state: 'done' });
      expect(views.at(-1)?.steps.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
    }
    // Whoever comes afterwards is told how it ended, and let go.
    expect((await readStream(`${program.url}/api${path}`)).map(({ state }) => state)).toEqual(['done']);
    expect(await (await fetch(program.url + path)).text()).toContain(
      '<a class="button" href="/people/anna">Read the talking points</a>',
    );
  });
});

describeWithService('chromium', 'a round in a browser', (path) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium(path());
  });
  afterAll(() => browser.close());

  const button = (page: Page) => page.getByRole('button', { name: 'Report now' });
  const link = (page: Page) => page.getByRole('link', { name: 'Read the talking points' });

  it('goes on by itself, reads out what has changed, and gives the browser nothing to complain of', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${server.url}/people/anna`);
    await button(page).click();
    await page.getByRole('heading', { name: 'A report for anna is being made' }).waitFor();
    const { steps, rounds, anna } = store();
    const listed = page.getByRole('listitem').first();
    await steps.claim(idOf(page.url()), anna.id, 'sync');
    await listed.getByText('running since 06:00:00').waitFor();
    expect(await page.getByRole('status').textContent()).toBe('Sync with Oura: running since 06:00:00');
    await rounds.end(idOf(page.url()), 'done');
    await link(page).click();
    await button(page).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('asks again by itself where scripts are off', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.url}/people/anna`);
    await button(page).click();
    await page.getByRole('heading', { name: 'A report for anna is being made' }).waitFor();
    await store().rounds.end(idOf(page.url()), 'done');
    await link(page).waitFor();
    await context.close();
  });

  it.each([320, 390, 1200])(
    'stands on the jobs page, without sideways scrolling at %i pixels',
    async (width) => {
      await ask();
      const page = await browser.newPage({ viewport: { width, height: 800 } });
      await page.goto(`${server.url}/jobs`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      expect(await page.getByRole('table').count()).toBe(2);
      expect(await page.getByRole('columnheader', { name: 'Oldest' }).count()).toBe(1);
      expect(await page.getByRole('rowheader', { name: 'anna' }).count()).toBe(1);
      await page.close();
    },
  );
});
