import { describe, expect, it } from 'vitest';
import type { StepClaim } from '../../../db/stores/step-store.ts';
import type { Transaction } from '../../../db/transaction.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { findingsReport, interpretation, page } from './samples.ts';
import type { Store } from './stage.ts';

export function describeRounds(store: () => Store): void {
  describe('rounds', () => describeRoundRows(store));
  describe('steps', () => describeSteps(store));
  describe('results', () => describeResults(store));
}

const DAY = parseDay('2026-03-20');

function describeRoundRows(store: () => Store): void {
  it('gives one slot one round, also when two ask at the same time', async () => {
    const { rounds, anna, berta } = store();
    const asked = await Promise.all([1, 2, 3].map(() => rounds.upsert(anna, 'nightly:2026-03-20', DAY)));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
    expect(asked[0]).toMatchObject({
      personId: anna.id,
      slot: 'nightly:2026-03-20',
      asOf: '2026-03-20',
      state: 'running',
      createdAt: '2026-03-20T06:00:00.000Z',
      finishedAt: undefined,
      reason: undefined,
    });
    expect((await rounds.upsert(anna, 'nightly:2026-03-21', DAY)).id).not.toBe(asked[0]?.id);
    expect((await rounds.upsert(berta, 'nightly:2026-03-20', DAY)).id).not.toBe(asked[0]?.id);
  });

  it('gives a finished round again for its slot', async () => {
    const { rounds, anna, clock } = store();
    const { id } = await rounds.upsert(anna, 'nightly:2026-03-20', DAY);
    clock.advance(5_000);
    expect(await rounds.end(id, 'failed', 'The model did not answer.')).toBe(true);
    expect(await rounds.upsert(anna, 'nightly:2026-03-20', DAY)).toMatchObject({
      id,
      state: 'failed',
      finishedAt: '2026-03-20T06:00:05.000Z',
      reason: 'The model did not answer.',
    });
    await rounds.reopen(id);
    expect(await rounds.get(id)).toMatchObject({
      state: 'running',
      finishedAt: undefined,
      reason: undefined,
    });
  });

  it('keeps a round that ended well, whatever is said of it later', async () => {
    const { rounds, anna } = store();
    const { id } = await rounds.upsert(anna, 'nightly:2026-03-20', DAY);
    expect(await rounds.end(id, 'done')).toBe(true);
    expect(await rounds.end(id, 'failed', 'Too late.')).toBe(false);
    await rounds.reopen(id);
    expect(await rounds.get(id)).toMatchObject({ state: 'done', reason: undefined });
  });

  it('knows the rounds that have fallen silent', async () => {
    const { rounds, roundUpkeep, steps, anna, berta, clock } = store();
    const [silent, atWork, ended] = await Promise.all(
      ['a', 'b', 'c'].map((slot) => rounds.upsert(anna, slot, DAY)),
    );
    if (!silent || !atWork || !ended) throw new Error('three rounds were made');
    await steps.claim(silent.id, anna.id, 'sync');
    await rounds.end(ended.id, 'done');
    clock.advance(60_000);
    const claim = await steps.claim(atWork.id, anna.id, 'sync');
    const since = clock.now();
    await rounds.upsert(berta, 'young', DAY);
    expect((await roundUpkeep.listSilent(since, 10)).map(({ id }) => id)).toEqual([silent.id]);
    clock.advance(60_000);
    expect(await roundUpkeep.listSilent(clock.now(), 10)).toHaveLength(3);
    expect(await roundUpkeep.listSilent(clock.now(), 1)).toHaveLength(1);
    if (claim) await steps.beat(claim);
    expect((await roundUpkeep.listSilent(clock.now(), 10)).map(({ id }) => id)).not.toContain(atWork.id);
  });

  it('forgets old rounds of one kind, with what was found in them, and no others', async () => {
    const { rounds, roundUpkeep, steps, findings, anna, clock } = store();
    const old = await rounds.upsert(anna, 'reanalysis:run:2026-03-20', DAY);
    const kept = await rounds.upsert(anna, 'nightly:2026-03-20', DAY);
    for (const { id } of [old, kept]) {
      const claim = await steps.claim(id, anna.id, 'analyse');
      const set = { engine: '3', dataHash: '0123456789abcdef', report: findingsReport };
      if (claim) await steps.finish(claim, (transaction) => findings.insert(transaction, anna, id, set));
    }
    clock.advance(60_000);
    expect(await roundUpkeep.deleteBefore(clock.now(), 'reanalysis:')).toBe(1);
    await expect(rounds.get(old.id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await findings.find(anna, old.id)).toBeUndefined();
    expect(await findings.find(anna, kept.id)).toBeDefined();
    expect(await roundUpkeep.deleteBefore(clock.now(), 'reanalysis:')).toBe(0);
  });

  it('says that a round is gone', async () => {
    await expect(store().rounds.get('none')).rejects.toMatchObject({ code: 'not-found' });
  });
}

/** A round of Anna's and its steps. */
async function startRound(store: Store): Promise<{ roundId: string; claim: () => Promise<StepClaim> }> {
  const { id } = await store.rounds.upsert(store.anna, 'nightly:2026-03-20', DAY);
  const claim = async () => {
    const claimed = await store.steps.claim(id, store.anna.id, 'analyse');
    if (claimed === undefined) throw new Error('the step is done');
    return claimed;
  };
  return { roundId: id, claim };
}

const nothing = async (): Promise<void> => undefined;

function writePage(store: Store, roundId: string): (transaction: Transaction) => Promise<void> {
  return (transaction) => store.pages.put(transaction, store.anna, roundId, page('2026-03-20'));
}

function describeSteps(store: () => Store): void {
  it('finishes a step together with what it wrote', async () => {
    const { steps, pages, anna } = store();
    const { roundId, claim } = await startRound(store());
    expect(await steps.finish(await claim(), writePage(store(), roundId))).toBe(true);
    expect(await steps.list(roundId)).toEqual([{ step: 'analyse', state: 'done', reason: undefined }]);
    expect(await pages.find(anna, roundId)).toMatchObject({ asOf: '2026-03-20' });
  });

  it('does not give away a step that is done', async () => {
    const { steps, anna } = store();
    const { roundId, claim } = await startRound(store());
    const held = await claim();
    await steps.finish(held, nothing);
    expect(await steps.claim(roundId, anna.id, 'analyse')).toBeUndefined();
    expect(await steps.finish(held, nothing)).toBe(false);
    expect(await steps.claim(roundId, anna.id, 'publish')).toBeDefined();
  });

  it('lets a worker that lost its claim write nothing', async () => {
    const { steps, pages, anna } = store();
    const { roundId, claim } = await startRound(store());
    const lost = await claim();
    const held = await claim();
    let wrote = false;
    const late = await steps.finish(lost, async () => {
      wrote = true;
    });
    expect({ late, wrote }).toEqual({ late: false, wrote: false });
    expect(await steps.finish(held, writePage(store(), roundId))).toBe(true);
    expect(await pages.find(anna, roundId)).toBeDefined();
  });

  it('takes signs of life from whoever holds the step, and tells another that it is lost', async () => {
    const { steps } = store();
    const { claim } = await startRound(store());
    const lost = await claim();
    expect(await steps.beat(lost)).toBe(true);
    const held = await claim();
    expect(await steps.beat(lost)).toBe(false);
    expect(await steps.beat(held)).toBe(true);
    await steps.finish(held, nothing);
    expect(await steps.beat(held)).toBe(false);
  });

  it('gives a step that is done away again only after it was opened again', async () => {
    const { steps, anna } = store();
    const { roundId, claim } = await startRound(store());
    await steps.finish(await claim(), nothing);
    await steps.reopen(roundId, ['publish']);
    expect(await steps.claim(roundId, anna.id, 'analyse')).toBeUndefined();
    await steps.reopen(roundId, ['analyse']);
    expect(await steps.claim(roundId, anna.id, 'analyse')).toMatchObject({ fence: 2 });
  });

  it('gives every claim a fence of its own, also when they come together', async () => {
    const { claim } = await startRound(store());
    const claims = await Promise.all([claim(), claim(), claim(), claim()]);
    expect(claims.map(({ fence }) => fence).sort()).toEqual([1, 2, 3, 4]);
  });

  it('finishes once when two finish one claim at the same time', async () => {
    const { steps } = store();
    const { roundId, claim } = await startRound(store());
    const held = await claim();
    const write = writePage(store(), roundId);
    const finished = await Promise.all([steps.finish(held, write), steps.finish(held, write)]);
    expect(finished.sort()).toEqual([false, true]);
  });

  it('leaves a step unfinished whose writing fails, with nothing of it written', async () => {
    const { steps, pages, anna } = store();
    const { roundId, claim } = await startRound(store());
    const held = await claim();
    const failing = steps.finish(held, async (transaction) => {
      await writePage(store(), roundId)(transaction);
      throw new Error('power cut');
    });
    await expect(failing).rejects.toThrow('power cut');
    expect(await pages.find(anna, roundId)).toBeUndefined();
    expect(await steps.list(roundId)).toEqual([{ step: 'analyse', state: 'running', reason: undefined }]);
    expect(await steps.finish(held, writePage(store(), roundId))).toBe(true);
  });

  it('keeps the reason of a failure until the step is taken up again', async () => {
    const { steps } = store();
    const { roundId, claim } = await startRound(store());
    await claim();
    await steps.fail(roundId, 'analyse', 'Oura does not answer.');
    expect(await steps.list(roundId)).toEqual([
      { step: 'analyse', state: 'failed', reason: 'Oura does not answer.' },
    ]);
    const again = await claim();
    expect(await steps.list(roundId)).toEqual([{ step: 'analyse', state: 'running', reason: undefined }]);
    expect(await steps.finish(again, nothing)).toBe(true);
  });

  it('lists the steps of one round in the order they were begun', async () => {
    const { steps, rounds, anna, clock } = store();
    const { roundId } = await startRound(store());
    const other = await rounds.upsert(anna, 'nightly:2026-03-21', DAY);
    for (const step of ['sync', 'analyse', 'publish']) {
      await steps.claim(roundId, anna.id, step);
      await steps.claim(other.id, anna.id, step);
      clock.advance(1_000);
    }
    expect((await steps.list(roundId)).map(({ step }) => step)).toEqual(['sync', 'analyse', 'publish']);
  });
}

function describeResults(store: () => Store): void {
  const finish = async (
    roundId: string,
    step: string,
    write: (transaction: Transaction) => Promise<void>,
  ) => {
    const claim = await store().steps.claim(roundId, store().anna.id, step);
    if (claim === undefined) throw new Error('the step is done');
    await store().steps.finish(claim, write);
  };

  it('keeps the findings of a round', async () => {
    const { findings, anna } = store();
    const { roundId } = await startRound(store());
    expect(await findings.find(anna, roundId)).toBeUndefined();
    const set = { engine: '3', dataHash: '0123456789abcdef', report: findingsReport };
    await finish(roundId, 'analyse', (transaction) => findings.insert(transaction, anna, roundId, set));
    expect(await findings.find(anna, roundId)).toMatchObject(set);
  });

  it('keeps one interpretation an agent, in the order of their names', async () => {
    const { interpretations, anna } = store();
    const { roundId } = await startRound(store());
    for (const agent of ['sleep', 'cardiology'] as const) {
      const words = interpretation(agent, `Words of ${agent}.`);
      await finish(roundId, agent, (transaction) =>
        interpretations.insert(transaction, anna, roundId, words),
      );
    }
    expect(await interpretations.list(anna, roundId)).toEqual([
      interpretation('cardiology', 'Words of cardiology.'),
      interpretation('sleep', 'Words of sleep.'),
    ]);
  });

  it('finds the newest page, and the newest for a day', async () => {
    const { rounds, pages, anna, berta, clock } = store();
    const made = [
      ['2026-03-20', 'first'],
      ['2026-03-20', 'second'],
      ['2026-03-19', 'look back'],
    ] as const;
    for (const [asOf, version] of made) {
      const { id } = await rounds.upsert(anna, version, parseDay(asOf));
      await finish(id, 'publish', (transaction) => pages.put(transaction, anna, id, page(asOf, { version })));
      clock.advance(60_000);
    }
    expect(await pages.findLatest(anna)).toEqual(page('2026-03-20', { version: 'second' }));
    expect((await pages.findLatest(anna, parseDay('2026-03-19')))?.version).toBe('look back');
    expect(await pages.findLatest(anna, parseDay('2026-03-18'))).toBeUndefined();
    expect(await pages.findLatest(berta)).toBeUndefined();
  });

  it('finds the page of an appointment, and lets no look back stand for the page of its day', async () => {
    const { rounds, pages, anna } = store();
    const ids: Record<string, string> = {};
    for (const slot of ['appointment:2026-03-20', 'nightly:2026-03-20', 'reanalysis:run:2026-03-20']) {
      const { id } = await rounds.upsert(anna, slot, DAY);
      ids[slot] = id;
      const own = page('2026-03-20', { version: slot });
      await finish(id, 'coordinate', (transaction) => pages.put(transaction, anna, id, own));
      store().clock.advance(60_000);
    }
    const versions = await Promise.all([
      pages.findForSlot(anna, 'appointment:2026-03-20'),
      pages.findLatest(anna),
      pages.findBefore(anna, parseDay('2026-03-21')).then((found) => found?.page),
      pages.find(anna, ids['reanalysis:run:2026-03-20'] ?? ''),
    ]);
    expect(versions.map((found) => found?.version)).toEqual([
      'appointment:2026-03-20',
      'nightly:2026-03-20',
      'nightly:2026-03-20',
      'reanalysis:run:2026-03-20',
    ]);
    expect(await pages.listBetween(anna, DAY, DAY)).toHaveLength(1);
    expect(await pages.findForSlot(anna, 'appointment:2026-03-21')).toBeUndefined();
  });

  it('has nothing for somebody else, who holds the number of the round', async () => {
    const { findings, interpretations, pages, anna, berta } = store();
    const { roundId } = await startRound(store());
    await finish(roundId, 'all', async (transaction) => {
      const set = { engine: '3', dataHash: '0123456789abcdef', report: findingsReport };
      await findings.insert(transaction, anna, roundId, set);
      await interpretations.insert(transaction, anna, roundId, interpretation('sleep'));
      await pages.put(transaction, anna, roundId, page('2026-03-20'));
    });
    expect(await findings.find(berta, roundId)).toBeUndefined();
    expect(await interpretations.list(berta, roundId)).toEqual([]);
    expect(await pages.find(berta, roundId)).toBeUndefined();
  });
}
