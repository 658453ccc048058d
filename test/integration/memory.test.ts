import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agent } from '../../agents/agent.ts';
import type { Round } from '../../db/stores/round-store.ts';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { compareReadings } from '../../src/domain/compare-readings.ts';
import { profileAsOf } from '../../src/domain/profile-as-of.ts';
import { topicsOfPoint } from '../../src/domain/topic.ts';
import { visitPoints } from '../../src/domain/visit-points.ts';
import { lastVisitFor, memoryOf, pageTakenTo } from '../../src/jobs/memory-of.ts';
import { reanalysisSlot, startReanalysis } from '../../src/jobs/reanalyse-day.ts';
import { recordVisit } from '../../src/jobs/record-visit.ts';
import { nightlySlot, slotOf } from '../../src/jobs/slots.ts';
import { startRound } from '../../src/jobs/start-round.ts';
import { loadPrompt } from '../../src/llm/prompts.ts';
import { addDays, type Day } from '../../src/shared/day.ts';
import { PermanentError } from '../../src/shared/errors.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { asOf, ended, type PipelineOptions, siteWithData, work } from '../support/pipeline/pipeline.ts';
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
const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));
const stage = setStage(() => embeddedSite(template));
const temp = setTempDirectory();

async function openQueue(own: Partial<PipelineOptions> = {}) {
  const queue = await stage.open();
  await work(store(), queue, { reportsDirectory: temp(), ...own });
  return queue;
}
type Queue = Awaited<ReturnType<typeof openQueue>>;

async function runRound(queue: Queue, slot: string, day: Day): Promise<Round> {
  const round = await startRound({ ...store(), queue }, store().anna, slot, day);
  expect(await ended(store(), round)).toMatchObject({ state: 'done' });
  return round;
}

const pageOf = async ({ id }: Pick<Round, 'id'>) => {
  const page = await store().pages.find(store().anna, id);
  if (page === undefined) throw new Error('a round that is done has a page');
  return page;
};

describe('a visit between two rounds', () => {
  it('closes one point, which the next page leaves out, and keeps another', async () => {
    const queue = await openQueue();
    const { anna, profiles } = store();
    const visitDay = addDays(asOf, -1);
    const taken = await pageOf(await runRound(queue, slotOf('appointment', visitDay), visitDay));
    await runRound(queue, nightlySlot(addDays(asOf, -2)), addDays(asOf, -2));
    expect(await pageTakenTo(store(), anna, visitDay)).toEqual(taken);

    const [closed, kept] = visitPoints(taken);
    if (closed === undefined || kept === undefined) throw new Error('the demo has two points');
    await recordVisit({ ...store(), knowledge, tell: async () => undefined }, anna, visitDay, {
      clinician: 'Dr. Okafor',
      said: 'Come back in a month.',
      agreed: [{ day: visitDay, what: 'walk after dinner', watch: ['sleepEfficiency'] }],
      points: [
        { topics: closed.topics, outcome: 'closed', useful: true },
        { topics: kept.topics, outcome: 'kept', useful: false },
      ],
    });

    const next = await pageOf(await runRound(queue, nightlySlot(asOf), asOf));
    const profile = profileAsOf(await profiles.get(anna), asOf);
    const lastVisit = await lastVisitFor(store(), anna, profile);
    const about = ({ topics }: typeof kept) =>
      next.points.find((point) => topicsOfPoint(next, point).some((topic) => topics.includes(topic)));
    expect(about(kept)).toMatchObject({ standing: 'kept' });
    expect(about(closed)).toBeUndefined();
    expect(next.leftOut.filter(({ reason }) => reason === 'Closed at the visit on 19 March.')).toHaveLength(
      1,
    );
    expect(lastVisit?.outcomes.get(closed.topics[0] ?? '')).toMatchObject({
      outcome: 'closed',
      useful: true,
    });
    expect(next.followUps).toMatchObject([{ verdict: 'too-early', metric: 'sleepEfficiency' }]);
    expect(next.timeline.some(({ kind, label }) => kind === 'agreed' && label === 'walk after dinner')).toBe(
      true,
    );

    const memory = await memoryOf(store(), anna, profile, asOf);
    expect(memory.earlier.map(({ text }) => text)).toEqual(taken.points.map(({ text }) => text));
    expect(memory.mornings.every(({ day }) => day > addDays(asOf, -14) && day <= asOf)).toBe(true);
    // The day before the visit nobody knew of it.
    expect(await lastVisitFor(store(), anna, profileAsOf(profile, addDays(visitDay, -1)))).toBeUndefined();
  });
});

describe('a look back after the profile was corrected', () => {
  it('shows what is changed by it, keeps what was said then, and goes on where it was broken off', async () => {
    const queue = await openQueue();
    const { anna, findings, interpretations, pages, profiles, rounds } = store();
    const then = await runRound(queue, nightlySlot(asOf), asOf);
    const [saidThen, pageThen] = [await interpretations.list(anna, then.id), await pageOf(then)];
    const before = await findings.find(anna, then.id);

    const day = before?.report.findings
      .filter(({ grade }) => grade !== 'watch')
      .flatMap(({ events }) => events)
      .find(({ kind }) => kind.startsWith('medication-'))?.day;
    const medication = (await profiles.get(anna)).medications.find(({ events }) =>
      events.some((event) => event.day === day),
    );
    if (medication === undefined)
      throw new Error('a change of a medicine stands before something that was found');
    const corrected = medication.events.map((event) =>
      event.day === day ? { ...event, day: addDays(event.day, -1) } : event,
    );
    await profiles.upsert(anna, [{ kind: 'medication', value: { ...medication, events: corrected } }]);

    const { runId } = await startReanalysis({ ...store(), queue }, anna, asOf, asOf);
    const readAgain = async () => (await rounds.listBySlot(anna, reanalysisSlot(runId, asOf)))[0];
    await expect.poll(async () => (await readAgain())?.state, { timeout: 20_000 }).toBe('done');
    const again = await readAgain();
    if (again === undefined) throw new Error('the day was read again');
    const now = await findings.find(anna, again.id);
    const pageNow = await pages.find(anna, again.id);
    const change = compareReadings(
      { findings: before?.report.findings ?? [], page: pageThen },
      { findings: now?.report.findings ?? [], page: pageNow },
    );
    const moved = change.changed.filter(
      (pair) =>
        pair.before.events.some((event) => event.day === day) &&
        pair.after.events.some((event) => event.day === addDays(day as Day, -1)),
    );
    expect(moved.length).toBeGreaterThan(0);

    expect(await interpretations.list(anna, then.id)).toEqual(saidThen);
    expect((await interpretations.list(anna, again.id)).map(({ agent }) => agent)).toEqual(
      saidThen.map(({ agent }) => agent),
    );
    expect(pageNow?.points.length).toBeGreaterThan(0);
    expect(await pages.findLatest(anna)).toEqual(pageThen);

    const resumed = await startReanalysis({ ...store(), queue }, anna, addDays(asOf, -1), asOf, {
      resume: runId,
      findingsOnly: true,
    });
    expect(resumed.runId).toBe(runId);
    const states = async () =>
      (await rounds.listBySlot(anna, reanalysisSlot(runId))).map(({ state }) => state);
    await expect.poll(states, { timeout: 20_000 }).toEqual(['done', 'done']);
    expect(await pages.find(anna, again.id)).toEqual(pageNow);
    const [earlier] = await rounds.listBySlot(anna, reanalysisSlot(runId, addDays(asOf, -1)));
    expect(await interpretations.list(anna, earlier?.id ?? '')).toEqual([]);
    expect(await pages.find(anna, earlier?.id ?? '')).toBeUndefined();
  });

  it('is put together without a specialist who cannot speak, and says so', async () => {
    const prompt = (agent: Agent) => {
      if (agent.id === 'sleep') throw new PermanentError('The instructions of this specialist are missing.');
      return loadPrompt(join(packageRoot(), 'prompts'), agent.prompt);
    };
    const queue = await openQueue({ prompt });
    const { anna, interpretations, pages, rounds } = store();
    const { runId } = await startReanalysis({ ...store(), queue }, anna, asOf, asOf);
    const readAgain = async () => (await rounds.listBySlot(anna, reanalysisSlot(runId, asOf)))[0];
    await expect.poll(async () => (await readAgain())?.state, { timeout: 20_000 }).toBe('done');
    const { id = '' } = (await readAgain()) ?? {};
    expect((await interpretations.list(anna, id)).map(({ agent }) => agent)).not.toContain('sleep');
    expect((await pages.find(anna, id))?.silent).toEqual([
      { agent: 'sleep', reason: 'The instructions of this specialist are missing.' },
    ]);
  });
});
