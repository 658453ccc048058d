import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { createHttpApp } from '../../src/http/http-app.ts';
import { jobDefinitions } from '../../src/jobs/index.ts';
import { raisedLately } from '../../src/jobs/raised-lately.ts';
import { requestRound } from '../../src/jobs/request-round.ts';
import { slotOf } from '../../src/jobs/slots.ts';
import { startRound } from '../../src/jobs/start-round.ts';
import { openChannels } from '../../src/notify/open-channels.ts';
import type { JobQueue } from '../../src/queue/runtime.ts';
import { renderHtml } from '../../src/reports/html.ts';
import { renderMarkdown } from '../../src/reports/markdown.ts';
import { renderPdf } from '../../src/reports/pdf.ts';
import { renderText } from '../../src/reports/text.ts';
import { addDays, type Day } from '../../src/shared/day.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { httpDependencies } from '../support/http-dependencies.ts';
import { type Receiver, startReceiver } from '../support/notify/receiver.ts';
import { asOf, ended, giveData, handlersOf } from '../support/pipeline/pipeline.ts';
import { embeddedSite, embeddedTemplate } from '../support/queue/site.ts';
import { setStage } from '../support/queue/stage.ts';
import { setStore } from '../support/stores/stage.ts';
import { setTempDirectory } from '../support/temp-directory.ts';
import { scratchSite } from '../support/test-database.ts';

let template = '';
beforeAll(async () => {
  template = await embeddedTemplate();
});
afterAll(() => rm(template, { recursive: true, force: true }));

/** It is 06:00 on 20 March 2026 in London, where Anna lives. */
const store = setStore(scratchSite);
const stage = setStage(() => embeddedSite(template));
const temp = setTempDirectory();
const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));

const words = "crushing chest pain, mum says it's nothing";

/** The web server and the workers of one process. */
async function serve(receiver?: Receiver) {
  const queue = await stage.open({ clock: store().clock });
  const channels = openChannels({ notifyUrl: receiver?.url, smtpUrl: undefined });
  const handlers = handlersOf(store(), queue, { reportsDirectory: temp(), channels });
  await queue.work(handlers, { definitions: jobDefinitions });
  return { queue, ...siteOf(async () => queue) };
}

function siteOf(queue: () => Promise<JobQueue>) {
  const app = createHttpApp(httpDependencies(store(), { queue }));
  const ask = (path: string, init: RequestInit = {}) =>
    app.request(`http://localhost:8321${path}`, {
      ...init,
      headers: { host: 'localhost:8321', 'content-type': 'application/json' },
    });
  const send = async (method: string, path: string, body: unknown) => {
    const response = await ask(path, { method, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return {
    look: async (path: string) => (await ask(path)).text(),
    bytes: async (path: string) => new Uint8Array(await (await ask(path)).arrayBuffer()),
    put: (path: string, body: unknown) => send('PUT', path, body),
    post: (path: string, body: unknown) => send('POST', path, body),
  };
}

const today = '/api/people/anna/check-ins/2026-03-20';

describe('a check-in over HTTP that must not wait', () => {
  it('is answered with what to do, and told of by the workers once', async () => {
    await using receiver = await startReceiver(204);
    const { put, queue } = await serve(receiver);
    const answer = await put(today, { mood: 4, symptoms: words });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        symptoms: words,
        emergencyNumber: 'the emergency number (999)',
        redFlags: [{ rule: 'chest-pain', urgency: 'emergency', day: '2026-03-20' }],
      },
    });
    expect(answer.body).not.toHaveProperty('noticeFailed');
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(1);
    await put(today, { mood: 4, symptoms: words });
    await put(today, { mood: 4, symptoms: `${words}, still` });
    await expect.poll(async () => (await queue.counts()).notices.waiting, { timeout: 10_000 }).toBe(0);
    await queue.close();
    expect(receiver.received.map(({ body }) => JSON.parse(body))).toMatchObject([
      { event: 'red-flag', person: 'anna', day: '2026-03-20' },
    ]);
  });

  it('is kept and answered when the queue cannot be reached, and the answer says so', async () => {
    const { put, look } = siteOf(() => Promise.reject(new Error('no queue')));
    const { status, body } = await put(today, { symptoms: words });
    expect([status, body.redFlags]).toEqual([200, [expect.objectContaining({ rule: 'chest-pain' })]]);
    expect(body.noticeFailed).toEqual(expect.any(String));
    expect(await look(today)).toContain('crushing');
    expect(await store().redFlags.list(store().anna, { from: asOf, to: asOf })).toHaveLength(1);
  });

  it('says that it is kept and was not read where reading fails', async () => {
    await store().db.schema.alterTable('profile_entry').renameTo('profile_entry_away').execute();
    const { put, look } = siteOf(() => Promise.reject(new Error('no queue')));
    const { status, body } = await put(today, { symptoms: words });
    expect(status).toBe(500);
    expect(body).toEqual({
      error: { code: 'internal', message: expect.stringMatching(/is kept, but .*not be read for red flags/) },
    });
    expect(JSON.stringify(body)).not.toContain('crushing');
    expect(await look(today)).toContain('crushing');
  });

  it('is marked where people are listed, and told above a page that was made before it', async () => {
    await using receiver = await startReceiver(204);
    const { put, look } = await serve(receiver);
    expect(await look('/')).not.toContain('Please read first');
    await put(today, { symptoms: words });
    const people = await look('/');
    expect(people).toContain('<strong>Please read first:</strong> <a href="/people/anna">');
    expect(people).not.toContain('crushing');
    expect(people.match(/Please read first/g)).toHaveLength(1);
    const own = await look('/people/anna');
    expect(own).toContain('role="alert"');
    expect(own).toContain('call the emergency number (999) at once');
    expect(own.indexOf('crushing')).toBeLessThan(own.indexOf('has not run'));
  });
});

describe('readings over HTTP', () => {
  const reading = (slug: string, label: string, value: number) => ({
    metric: { slug, label, unit: 'mmHg' },
    value,
    occurredAt: '2026-03-20T05:30:00Z',
  });

  it('are read for red flags where rules are about them, one and many', async () => {
    const { post } = siteOf(() => Promise.reject(new Error('no queue')));
    const path = '/api/memory/metrics/observations?person=anna';
    const calm = await post(path, reading('systolic', 'Systolic blood pressure', 128));
    expect(calm).toMatchObject({ status: 201, body: { redFlags: [] } });
    const other = await post(path, reading('screen-time', 'Screen time', 190));
    expect(other.body).not.toHaveProperty('redFlags');
    const high = await post(path, { ...reading('systolic', 'Systolic blood pressure', 186) });
    expect(high.body).toMatchObject({
      redFlags: [
        { rule: 'bp-crisis-no-symptoms', urgency: 'same-day', seen: expect.stringContaining('186') },
      ],
      emergencyNumber: 'the emergency number (999)',
    });
  });
});

describe('the page of a round', () => {
  it('begins with what cannot wait and with the number to call, in every format', async () => {
    const { anna } = store();
    await giveData(store(), anna);
    await using receiver = await startReceiver(204);
    const { put, look, queue } = await serve(receiver);
    await put(today, { symptoms: words });
    expect(await look('/people/anna')).toContain('raised-since');
    const round = await requestRound({ ...store(), queue }, anna, asOf);
    await ended(store(), round);
    const page = await store().pages.find(anna, round.id);
    if (page === undefined) throw new Error('The round made no page.');
    expect(page).toMatchObject({
      emergencyNumber: 'the emergency number (999)',
      redFlagLog: [{ day: '2026-03-20', urgency: 'emergency', seen: expect.stringContaining('chest pain') }],
    });
    expect(page.findings[0]).toMatchObject({ kind: 'red-flag', rule: 'chest-pain' });
    expect(page.points[0]).toMatchObject({ section: 'urgent' });
    const told = {
      md: renderMarkdown(page),
      html: renderHtml(page),
      text: renderText(page, { width: 90, colour: false }),
    };
    for (const format of Object.values(told)) {
      const text = format.replace(/\s+/g, ' ');
      expect(text).toContain(
        'EMERGENCY. If this is happening now or comes back, call the emergency number (999) at once.',
      );
      expect(text.indexOf('(999) at once')).toBeLessThan(text.indexOf('Nights used'));
      expect(text).toContain('Red flags of these 90 days');
    }
    expect(told.html).toMatch(/<section class="urgent" role="alert"/);
    // It stands on the page now, and is not told twice.
    const own = await look('/people/anna');
    expect(own).not.toContain('class="raised-since"');
    expect(own.match(/role="alert"/g)).toHaveLength(1);
  });

  it('is printed with what was raised since, and its successor keeps what was withdrawn in the log', async () => {
    const { anna } = store();
    await giveData(store(), anna);
    await using receiver = await startReceiver(204);
    const { put, bytes, queue } = await serve(receiver);
    const first = await requestRound({ ...store(), queue }, anna, asOf);
    await ended(store(), first);
    const page = await store().pages.find(anna, first.id);
    if (page === undefined) throw new Error('The round made no page.');
    const pdf = '/people/anna/talking-points.pdf';
    expect(await bytes(pdf)).toEqual(await renderPdf(page));
    await put(today, { symptoms: words });
    const raised = await raisedLately({ ...store(), knowledge }, anna, page.findings);
    expect(raised.flags).toHaveLength(1);
    expect(await bytes(pdf)).toEqual(await renderPdf(page, { raised }));

    await put(today, { symptoms: 'nothing of note' });
    expect(await bytes(pdf)).toEqual(await renderPdf(page));
    const logOf = async (name: string, day: Day) => {
      const round = await startRound({ ...store(), queue }, anna, slotOf('demand', name), day);
      await ended(store(), round);
      return (await store().pages.find(anna, round.id))?.redFlagLog;
    };
    expect(await logOf('after', asOf)).toMatchObject([
      {
        day: '2026-03-20',
        urgency: 'emergency',
        seen: expect.stringContaining('chest pain'),
        isChangedSince: true,
      },
    ]);
    // On the day before nobody could know of it.
    await put('/api/people/anna/check-ins/2026-03-18', { symptoms: words });
    await put('/api/people/anna/check-ins/2026-03-18', { symptoms: 'nothing of note' });
    expect(await logOf('before', addDays(asOf, -1))).toEqual([]);
  });

  it('makes up for a notice that nobody could be asked for', async () => {
    const { anna } = store();
    await giveData(store(), anna);
    await siteOf(() => Promise.reject(new Error('no queue'))).put(today, { symptoms: words });
    await using receiver = await startReceiver(204);
    const { queue } = await serve(receiver);
    await ended(store(), await requestRound({ ...store(), queue }, anna, asOf));
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(1);
  });

  it('says that nothing was raised, and what is read', async () => {
    const { anna } = store();
    await giveData(store(), anna);
    const { queue } = await serve();
    const round = await requestRound({ ...store(), queue }, anna, asOf);
    await ended(store(), round);
    const page = await store().pages.find(anna, round.id);
    expect(page?.redFlagLog).toEqual([]);
    expect(renderMarkdown(page as NonNullable<typeof page>)).toContain('None was raised. Check-ins, notes,');
  });
});
