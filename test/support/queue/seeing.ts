import { describe, expect, it } from 'vitest';
import { flowNode } from '../../../src/queue/flow.ts';
import { oldestAgeMs, scheduleLagMs } from '../../../src/queue/overview.ts';
import { handle } from '../../../src/queue/registry.ts';
import type { JobQueue } from '../../../src/queue/runtime.ts';
import { PermanentError } from '../../../src/shared/errors.ts';
import { sampleJob, signalled } from './jobs.ts';
import type { Stage } from './stage.ts';

const job = sampleJob('sync-person');
const other = sampleJob('write-page', { queue: 'reports' });

export function describeSeeing(stage: Stage): void {
  describe('what the queue tells', () => {
    it('is how many jobs there are and how long the oldest has waited, whatever its priority', async () => {
      const queue = await stage.open();
      const before = Date.now();
      // The most urgent comes last and the oldest stands at the end of the line.
      await queue.enqueue(job, { run: 'old and patient' }, { priority: 9 });
      await nextMillisecond();
      const between = Date.now();
      await queue.enqueue(job, { run: 'patient' }, { priority: 9 });
      await queue.enqueue(job, { run: 'urgent' }, { priority: 1 });
      await queue.enqueue(job, { run: 'urgent too' }, { priority: 1 });
      await queue.enqueue(other, { run: 'later' }, { delayMs: 60_000 });
      const { queues } = await queue.overview();
      const facts = Object.fromEntries(queues.map((each) => [each.queue, each]));
      expect(facts.analysis).toMatchObject({ waiting: 4, active: 0, delayed: 0, dead: 0 });
      expect(Date.parse(facts.analysis?.waitingSince ?? '')).toBeGreaterThanOrEqual(before);
      expect(Date.parse(facts.analysis?.waitingSince ?? '')).toBeLessThan(between);
      expect(facts.reports).toMatchObject({ waiting: 0, delayed: 1 });
      const dueAt = Date.parse(facts.reports?.dueAt ?? '');
      expect(dueAt).toBeGreaterThanOrEqual(before + 60_000);
      // Not late before its time; after it, as late as it is.
      if (facts.reports === undefined) throw new Error('no such queue');
      expect(oldestAgeMs(facts.reports, new Date(dueAt - 1))).toBe(0);
      expect(oldestAgeMs(facts.reports, new Date(dueAt + 5_000))).toBe(5_000);
      expect(facts.notices).toMatchObject({ waiting: 0 });
      expect(facts.notices?.waitingSince).toBeUndefined();
    });

    it('names the oldest of the jobs without a priority', async () => {
      const queue = await stage.open();
      await queue.enqueue(job, { run: 'first' });
      await nextMillisecond();
      const between = Date.now();
      await queue.enqueue(job, { run: 'second' });
      await queue.enqueue(job, { run: 'third' });
      const facts = (await queue.overview()).queues.find(({ queue: name }) => name === 'analysis');
      expect(Date.parse(facts?.waitingSince ?? '')).toBeLessThan(between);
    });

    it('is how late the most overdue schedule is, without reading them all', async () => {
      const queue = await stage.open();
      expect(await queue.overview()).toMatchObject({ schedules: { count: 0 } });
      await queue.schedule('a', job, { run: 'a' }, { pattern: '0 10 1 1 *', timeZone: 'UTC' });
      await queue.schedule('b', other, { run: 'b' }, { pattern: '0 10 * * *', timeZone: 'UTC' });
      const { schedules } = await queue.overview();
      const [soonest] = await queue.listSchedules();
      expect(schedules).toEqual({ count: 2, nextAt: soonest?.nextAt?.toISOString() });
      const next = Date.parse(schedules.nextAt ?? '');
      expect(scheduleLagMs(schedules, new Date(next - 1_000))).toBe(0);
      expect(scheduleLagMs(schedules, new Date(next + 7_000))).toBe(7_000);
    });

    it('is a list of jobs by state, no longer than asked for', async () => {
      const queue = await stage.open();
      for (const run of ['one', 'two', 'three']) await queue.enqueue(job, { run });
      const parent = flowNode({
        job: other,
        payload: { run: 'parent' },
        children: [flowNode({ job, payload: { run: 'child' } })],
      });
      await queue.enqueueFlow(parent);
      const blocked = await queue.list({ state: 'blocked' });
      expect(blocked).toMatchObject([
        { name: 'write-page', queue: 'reports', state: 'blocked', attempts: 0 },
      ]);
      expect(await queue.list({ state: 'waiting' })).toHaveLength(4);
      expect(await queue.list()).toHaveLength(5);
      expect(await queue.list({ limit: 2 })).toHaveLength(2);
      expect(await queue.list({ queue: 'reports' })).toHaveLength(1);
      expect(await queue.list({ state: 'dead' })).toEqual([]);
    });
  });

  describe('dead letters', () => {
    it('are inspected in whole, and no other job is', async () => {
      const queue = await stage.open();
      const [id = ''] = await die(queue, ['one']);
      expect(await queue.getDead(id)).toMatchObject({
        id,
        name: 'sync-person',
        queue: 'analysis',
        state: 'dead',
        reason: 'Oura refused.',
        attempts: 1,
        starts: 1,
        error: 'PermanentError: Oura refused.',
        payload: { run: 'one' },
      });
      const alive = await queue.enqueue(other, { run: 'alive' }, { delayMs: 60_000 });
      await expect(queue.getDead(alive)).rejects.toMatchObject({ code: 'conflict' });
      await expect(queue.removeDead(alive)).rejects.toMatchObject({ code: 'conflict' });
      await expect(queue.getDead('analysis.sync-person.none')).rejects.toMatchObject({ code: 'not-found' });
      await expect(queue.getDead('no id')).rejects.toMatchObject({ code: 'not-found' });
    });

    it('are removed one by one', async () => {
      const queue = await stage.open();
      const [first = '', second = ''] = await die(queue, ['one', 'two']);
      await queue.removeDead(first);
      expect((await queue.listDead()).map(({ id }) => id)).toEqual([second]);
      await expect(queue.removeDead(first)).rejects.toMatchObject({ code: 'not-found' });
    });

    it('are retried all at once, each with all its tries', async () => {
      const queue = await stage.open();
      const ids = await die(queue, ['one', 'two', 'three']);
      mended = true;
      expect(await queue.retryAllDead()).toBe(3);
      for (const id of ids) expect(await queue.waitUntilFinished(id)).toEqual({ state: 'completed' });
      expect(await queue.retryAllDead()).toBe(0);
    });

    it('that die again are not retried for ever', async () => {
      const queue = await stage.open();
      const [id = ''] = await die(queue, ['one']);
      const again = signalled();
      await queue.events(({ jobId, state }) => jobId === id && state === 'failed' && again.reach());
      expect(await queue.retryAllDead()).toBe(1);
      await again.reached;
      // The handler has run; the queue writes down what became of it a moment later.
      await expect.poll(() => queue.listDead(), { timeout: 5_000 }).toHaveLength(1);
    });
  });
}

let mended = false;

/** Fails for good until it is mended. */
async function die(queue: JobQueue, runs: readonly string[]): Promise<string[]> {
  mended = false;
  const handler = async () => {
    if (!mended) throw new PermanentError('Oura refused.');
  };
  await queue.work([handle(job, handler)], { queues: ['analysis'] });
  const ids: string[] = [];
  for (const run of runs) ids.push(await queue.enqueue(job, { run }));
  for (const id of ids) await queue.waitUntilFinished(id);
  return ids;
}

/** Jobs carry the milliseconds in which they were added. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now();
  while (Date.now() === now) await new Promise(setImmediate);
}
