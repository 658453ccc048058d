import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agent } from '../../agents/agent.ts';
import type { Round } from '../../db/stores/round-store.ts';
import { compareFindings } from '../../src/domain/compare-findings.ts';
import { consultAgent } from '../../src/jobs/consult-agent.ts';
import { reanalysisSlot, startReanalysis } from '../../src/jobs/reanalyse-day.ts';
import { resumeRounds } from '../../src/jobs/resume-rounds.ts';
import { nightlySlot } from '../../src/jobs/slots.ts';
import { startAppointmentRound } from '../../src/jobs/start-appointment-round.ts';
import { startRound } from '../../src/jobs/start-round.ts';
import type { Model } from '../../src/llm/model.ts';
import { loadPrompt } from '../../src/llm/prompts.ts';
import { addDays } from '../../src/shared/day.ts';
import { NotYetError, PermanentError, TransientError } from '../../src/shared/errors.ts';
import { silentMeter } from '../../src/shared/meter.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { asOf, ended, handlersOf, siteWithData, work } from '../support/pipeline/pipeline.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { embeddedSite, embeddedTemplate } from '../support/queue/site.ts';
import { setStage } from '../support/queue/stage.ts';
import { setStore } from '../support/stores/stage.ts';
import { setTempDirectory } from '../support/temp-directory.ts';

let template = '';
beforeAll(async () => {
  template = await embeddedTemplate();
});
afterAll(() => rm(template, { recursive: true, force: true }));

const store = setStore(siteWithData);
const stage = setStage(() => embeddedSite(template));
const temp = setTempDirectory();

const options = () => ({ reportsDirectory: temp() });
const stepsOf = async ({ id }: Pick<Round, 'id'>) =>
  Object.fromEntries((await store().steps.list(id)).map(({ step, state }) => [step, state]));
const spokenIn = async ({ id }: Pick<Round, 'id'>) =>
  (await store().interpretations.list(store().anna, id)).map(({ agent }) => agent);
const pageOf = async ({ id }: Pick<Round, 'id'>) => store().pages.find(store().anna, id);

describe('a round whose jobs are gone', () => {
  const orphan = () => store().rounds.upsert(store().anna, nightlySlot(asOf), asOf);

  it('is put on its way again once nothing has been heard of it for a while', async () => {
    const round = await orphan();
    const queue = await stage.open();
    await work(store(), queue, options());
    const look = async () =>
      queue.waitUntilFinished(await queue.enqueue(resumeRounds, {}, { replaceFinished: true }));
    store().clock.advance(14 * 60_000);
    await look();
    expect(await stepsOf(round)).toEqual({});
    store().clock.advance(2 * 60_000);
    await look();
    expect(await ended(store(), round)).toMatchObject({ state: 'done' });
    expect(await pageOf(round)).toBeDefined();
  });

  it('goes on behind what was done before', async () => {
    const round = await orphan();
    const queue = await stage.open();
    const claim = await store().steps.claim(round.id, round.personId, 'sync');
    if (claim === undefined) throw new Error('a fresh step can be claimed');
    await store().steps.finish(claim, async () => undefined);
    const syncedAt = store().clock.now().toISOString();
    store().clock.advance(20 * 60_000);
    await work(store(), queue, options());
    await queue.enqueue(resumeRounds, {});
    await ended(store(), round);
    const row = await store()
      .db.selectFrom('round_step')
      .select('finished_at')
      .where('step', '=', 'sync')
      .executeTakeFirst();
    expect(row?.finished_at).toBe(syncedAt);
  });

  it('is left alone while its jobs wait', async () => {
    const queue = await stage.open();
    const round = await startRound({ ...store(), queue }, store().anna, nightlySlot(asOf), asOf);
    store().clock.advance(60 * 60_000);
    const handlers = handlersOf(store(), queue, options());
    const resume = handlers.find(({ name }) => name === 'resume-rounds');
    await resume?.run({}, { signal: new AbortController().signal, attempt: 1, logger: silentLogger });
    expect((await queue.counts()).analysis).toMatchObject({ waitingForChildren: 1 });
    expect((await store().rounds.get(round.id)).state).toBe('running');
  });

  it('is given up after a day, and says so', async () => {
    const round = await orphan();
    store().clock.advance(25 * 3_600_000);
    const queue = await stage.open();
    await work(store(), queue, options());
    await queue.waitUntilFinished(await queue.enqueue(resumeRounds, {}));
    expect(await store().rounds.get(round.id)).toMatchObject({
      state: 'failed',
      reason: 'The round did not finish within a day.',
    });
  });
});

describe('a specialist who fails for good', () => {
  const prompts = join(packageRoot(), 'prompts');
  const stumbling = (agent: Agent) => {
    if (agent.id === 'sleep') throw new PermanentError('The instructions of this specialist are missing.');
    return loadPrompt(prompts, agent.prompt);
  };

  it('is named on the page, and the page is renewed when its dead letter is tried again', async () => {
    const queue = await stage.open();
    let prompt: (agent: Agent) => ReturnType<typeof loadPrompt> = stumbling;
    await work(store(), queue, { ...options(), prompt: (agent) => prompt(agent) });
    const round = await startRound({ ...store(), queue }, store().anna, nightlySlot(asOf), asOf);
    expect(await ended(store(), round)).toMatchObject({ state: 'done' });
    const first = await pageOf(round);
    expect(first?.silent).toEqual([
      { agent: 'sleep', reason: 'The instructions of this specialist are missing.' },
    ]);
    expect(await spokenIn(round)).not.toContain('sleep');

    prompt = (agent) => loadPrompt(prompts, agent.prompt);
    const [dead] = await queue.listDead();
    expect(dead).toMatchObject({ name: consultAgent.name, payload: { roundId: round.id, agent: 'sleep' } });
    await queue.retryDead(dead?.id ?? '');
    await expect.poll(async () => (await pageOf(round))?.silent, { timeout: 10_000 }).toEqual([]);
    await expect.poll(async () => (await stepsOf(round)).publish, { timeout: 10_000 }).toBe('done');
    expect((await pageOf(round))?.points.some(({ agents }) => agents.includes('sleep'))).toBe(true);
    const spoken = await spokenIn(round);
    expect(spoken.filter((agent) => agent === 'sleep')).toHaveLength(1);
    expect(await store().rounds.get(round.id)).toMatchObject({ state: 'done' });
    expect((await readdir(join(temp(), 'anna', asOf))).sort()).toEqual([
      'talking-points.html',
      'talking-points.md',
    ]);
  });
});

describe('a job that is delivered twice', () => {
  it('writes once, also when two workers run it at the same time', async () => {
    const queue = await stage.open();
    const round = await store().rounds.upsert(store().anna, nightlySlot(asOf), asOf);
    const handlers = new Map(handlersOf(store(), queue, options()).map((one) => [one.name, one]));
    const payload = { personId: store().anna.id, roundId: round.id };
    const context = { signal: new AbortController().signal, attempt: 1, logger: silentLogger };
    const run = async (name: string, more: object): Promise<void> => {
      await handlers.get(name)?.run({ ...payload, ...more }, context);
    };
    /** Whoever was overtaken is put off, and comes again when the one who overtook it has ended. */
    const twice = async (name: string, more: object = {}) => {
      const ends = await Promise.allSettled([run(name, more), run(name, more)]);
      for (const end of ends) {
        if (end.status === 'fulfilled') continue;
        if (!(end.reason instanceof NotYetError)) throw end.reason;
        await run(name, more);
      }
    };
    await twice('analyse-person');
    await twice('consult-agent', { agent: 'sleep' });
    await twice('coordinate-round');
    await twice('publish-report');
    expect(await spokenIn(round)).toEqual(['sleep']);
    const rows = await store().db.selectFrom('page').select('round_id').execute();
    expect(rows).toHaveLength(1);
    expect((await store().rounds.get(round.id)).state).toBe('done');
    // One flow, however often it was handed over.
    expect((await queue.counts()).reports.waitingForChildren).toBe(2);
  });
});

describe('a call to a model', () => {
  /** Says nothing that stands in the packet, so that it is asked to mend it; the second call breaks off once. */
  function forgetful(): Model & { asked: string[] } {
    const asked: string[] = [];
    return {
      id: 'openai:forgetful',
      asked,
      async generate({ input, schema }) {
        asked.push(input);
        if (asked.length === 2) throw new TransientError('The model was away.', { retryAfterMs: 1 });
        const point = {
          text: 'Something went up by 4711 percent.',
          claims: ['none'],
          citations: [],
          question: 'Is that so?',
          priority: 1,
          confidence: 'low',
        };
        return { value: schema.parse({ points: [point] }), inputTokens: 10, outputTokens: 5 };
      },
    };
  }

  it('is not paid for a second time when the job is run again', async () => {
    const queue = await stage.open();
    const model = forgetful();
    const counted: string[] = [];
    await work(store(), queue, {
      ...options(),
      models: (agent) => (agent === 'sleep' ? model : undefined),
      meter: { ...silentMeter, sentencesRejected: (...told) => counted.push(told.join(' ')) },
    });
    const round = await startRound({ ...store(), queue }, store().anna, nightlySlot(asOf), asOf);
    await ended(store(), round);
    // Asked, asked to mend (broke off), and on the second try only the mending: the first answer was kept.
    expect(model.asked).toHaveLength(3);
    expect(model.asked[1]).toBe(model.asked[2]);
    const [words] = (await store().interpretations.list(store().anna, round.id)).filter(
      ({ agent }) => agent === 'sleep',
    );
    expect(words?.wording).toMatchObject({ model: 'openai:forgetful', inputTokens: 20, outputTokens: 10 });
    expect(words?.wording).toMatchObject({ sentBack: 1, rejected: 1, fallback: 'not-let-through' });
    expect(counted).toEqual(['sleep replaced 1']);
    expect((await pageOf(round))?.usage).toMatchObject({ models: ['openai:forgetful'], inputTokens: 20 });
  });

  it('is not paid for again for the same data on the same day', async () => {
    const queue = await stage.open();
    const model = forgetful();
    model.asked.push('', '');
    await work(store(), queue, {
      ...options(),
      models: (agent) => (agent === 'sleep' ? model : undefined),
    });
    const rounds = [];
    for (const slot of ['demand:1', 'demand:2']) {
      const round = await startRound({ ...store(), queue }, store().anna, slot, asOf);
      await ended(store(), round);
      rounds.push(await store().interpretations.list(store().anna, round.id));
    }
    expect(model.asked).toHaveLength(4);
    expect(rounds[1]).toEqual(rounds[0]);
  });
});

describe('the evening before an appointment', () => {
  const evening = async (personId: string, at: string) => {
    const queue = await stage.open();
    const start = handlersOf(store(), queue, options()).find(
      ({ name }) => name === startAppointmentRound.name,
    );
    store().clock.advance(Date.parse(at) - store().clock.now().getTime());
    await start?.run(
      { personId },
      { signal: new AbortController().signal, attempt: 1, logger: silentLogger },
    );
    await queue.close();
    return store()
      .db.selectFrom('round')
      .select(['slot', 'as_of'])
      .where('person_id', '=', personId)
      .execute();
  };
  const berta = async () => {
    const appointment = { day: '2026-04-02', time: '09:30', clinician: 'Dr Example', questions: [] };
    await store().profiles.upsert(store().berta, [{ kind: 'appointment', value: appointment }]);
    return store().berta.id;
  };

  it('makes a page for it, once, in the time of the place where the person is', async () => {
    // 18:00 on 1 April in New York.
    expect(await evening(await berta(), '2026-04-01T22:00:01Z')).toEqual([
      { slot: 'appointment:2026-04-02', as_of: '2026-04-01' },
    ]);
    expect(await evening(store().berta.id, '2026-04-01T22:00:05Z')).toHaveLength(1);
  });

  it('makes it in the morning when nothing ran in the evening', async () => {
    expect(await evening(await berta(), '2026-04-02T11:00:00Z')).toEqual([
      { slot: 'appointment:2026-04-02', as_of: '2026-04-02' },
    ]);
  });

  it('makes none on other evenings', async () => {
    const id = await berta();
    expect(await evening(id, '2026-03-31T22:00:01Z')).toEqual([]);
    expect(await evening(id, '2026-04-02T22:00:01Z')).toEqual([]);
  });
});

describe('a look back', () => {
  it('keeps what was found then, and shows what the data of today say differently', async () => {
    const queue = await stage.open();
    await work(store(), queue, options());
    const { anna, findings, rounds } = store();
    const then = await startRound({ ...store(), queue }, anna, nightlySlot(asOf), asOf);
    await ended(store(), then);
    const before = await findings.find(anna, then.id);
    const shift = before?.report.findings.find(({ kind }) => kind === 'shift');
    const [metric] = shift?.metrics ?? [];
    if (before === undefined || metric === undefined) throw new Error('a planted shift is found');
    // The record of the metric is taken back: it was somebody else's.
    const days = Array.from({ length: 180 }, (_, index) => addDays(asOf, -index));
    await store().series.write(anna, { days, metrics: [metric], values: [] });
    const { runId } = await startReanalysis({ ...store(), queue }, anna, addDays(asOf, -1), asOf);
    await expect
      .poll(async () => (await rounds.listBySlot(anna, reanalysisSlot(runId))).map(({ state }) => state), {
        timeout: 10_000,
      })
      .toEqual(['done', 'done']);
    const [again] = await rounds.listBySlot(anna, reanalysisSlot(runId, asOf));
    const after = await findings.find(anna, again?.id ?? '');
    const change = compareFindings(before.report.findings, after?.report.findings ?? []);
    expect(change.gone.map(({ summary }) => summary)).toContain(shift?.summary);
    expect(change.added.some(({ metrics }) => metrics.includes(metric))).toBe(false);
    expect(await findings.findStanding(anna, asOf)).toEqual(before);
    expect(await store().pages.findLatest(anna)).toEqual(await pageOf(then));
  });
});
