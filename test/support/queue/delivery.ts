import { describe, expect, it } from 'vitest';
import type { JobContext } from '../../../src/queue/job.ts';
import { handle } from '../../../src/queue/registry.ts';
import { InputError } from '../../../src/shared/errors.ts';
import { collector, sampleJob, signalled } from './jobs.ts';
import type { Stage } from './stage.ts';

const job = sampleJob('sync-person');

export function describeDelivery(stage: Stage): void {
  describe('delivery', () => {
    it('hands the payload to the handler, with a first attempt and a live signal', async () => {
      const queue = await stage.open();
      const seen = signalled<{ run: string; context: JobContext }>();
      await queue.work([handle(job, async ({ run }, context) => seen.reach({ run, context }))]);
      const id = await queue.enqueue(job, { run: 'one' });
      const { run, context } = await seen.reached;
      expect(run).toBe('one');
      expect(context.attempt).toBe(1);
      expect(context.signal.aborted).toBe(false);
      expect(await queue.waitUntilFinished(id)).toEqual({ state: 'completed' });
    });

    it('takes two jobs with one key for one job, also when they come together', async () => {
      const queue = await stage.open();
      const ids = await Promise.all([1, 2, 3].map(() => queue.enqueue(job, { run: 'same' })));
      const other = await queue.enqueue(job, { run: 'other' });
      expect(new Set(ids).size).toBe(1);
      expect(other).not.toBe(ids[0]);
      expect((await queue.counts()).analysis.waiting).toBe(2);
    });

    it('runs a finished job again only when asked to replace it', async () => {
      const queue = await stage.open();
      let runs = 0;
      await queue.work([
        handle(job, async () => {
          runs += 1;
        }),
      ]);
      const id = await queue.enqueue(job, { run: 'one' });
      await queue.waitUntilFinished(id);
      expect(await queue.enqueue(job, { run: 'one' })).toBe(id);
      expect(await queue.waitUntilFinished(id)).toEqual({ state: 'completed' });
      expect(runs).toBe(1);
      expect(await queue.enqueue(job, { run: 'one' }, { replaceFinished: true })).toBe(id);
      await queue.waitUntilFinished(id);
      expect(runs).toBe(2);
    });

    it('does not replace a job that still waits', async () => {
      const queue = await stage.open();
      await queue.enqueue(job, { run: 'one' });
      await queue.enqueue(job, { run: 'one' }, { replaceFinished: true });
      expect((await queue.counts()).analysis).toMatchObject({ waiting: 1, completed: 0 });
    });

    it('keeps a delayed job back until its time', async () => {
      const queue = await stage.open();
      const started = signalled<number>();
      await queue.work([handle(job, async () => started.reach(Date.now()))]);
      const before = Date.now();
      await queue.enqueue(job, { run: 'later' }, { delayMs: 300 });
      expect((await queue.counts()).analysis.delayed).toBe(1);
      expect((await started.reached) - before).toBeGreaterThanOrEqual(300);
    });

    it('lets the more urgent go first', async () => {
      const queue = await stage.open();
      await queue.enqueue(job, { run: 'least' }, { priority: 9 });
      await queue.enqueue(job, { run: 'more' }, { priority: 2 });
      await queue.enqueue(job, { run: 'most' });
      const order = collector<string>(3);
      await queue.work([handle(job, async ({ run }) => order.add(run))], { concurrency: 1 });
      expect(await order.all).toEqual(['most', 'more', 'least']);
    });

    it('runs as many at a time as it is told to', async () => {
      const queue = await stage.open();
      const started = collector<string>(2);
      const go = signalled();
      const run = async (payload: { run: string }) => {
        started.add(payload.run);
        await go.reached;
      };
      await queue.work([handle(job, run)], { concurrency: { analysis: 2 } });
      const ids = await Promise.all(['a', 'b', 'c'].map((name) => queue.enqueue(job, { run: name })));
      expect((await started.all).sort()).toHaveLength(2);
      expect((await queue.counts()).analysis).toMatchObject({ active: 2, waiting: 1 });
      go.reach();
      await Promise.all(ids.map((id) => queue.waitUntilFinished(id)));
    });

    it('tells the life of a job as it happens', async () => {
      const queue = await stage.open();
      const states = collector<string>(3);
      const id = await queue.enqueue(job, { run: 'one' }, { delayMs: 60_000 });
      const stop = await queue.events((event) => {
        if (event.jobId !== id) states.add(`${event.name} ${event.state}`);
      });
      await queue.work([handle(job, async () => undefined)]);
      await queue.enqueue(job, { run: 'two' });
      expect(await states.all).toEqual([
        'sync-person waiting',
        'sync-person active',
        'sync-person completed',
      ]);
      stop();
    });

    it('gives up waiting when the caller does', async () => {
      const queue = await stage.open();
      const id = await queue.enqueue(job, { run: 'one' });
      const caller = new AbortController();
      const waiting = queue.waitUntilFinished(id, { signal: caller.signal });
      caller.abort(new Error('enough'));
      await expect(waiting).rejects.toThrow('enough');
      await expect(queue.waitUntilFinished('analysis.sync-person.none')).rejects.toMatchObject({
        code: 'not-found',
      });
    });

    it('tells where a job stands, and why one failed', async () => {
      const queue = await stage.open();
      const broken = sampleJob('break-down');
      const late = await queue.enqueue(job, { run: 'late' }, { delayMs: 60_000 });
      const id = await queue.enqueue(job, { run: 'one' });
      expect([await queue.state(late), await queue.state(id)]).toEqual([
        { state: 'waiting' },
        { state: 'waiting' },
      ]);
      const [started, mayEnd] = [signalled(), signalled()];
      await queue.work([
        handle(job, async () => {
          started.reach();
          await mayEnd.reached;
        }),
        handle(broken, async () => {
          throw new InputError('This cannot be read.');
        }),
      ]);
      await started.reached;
      expect(await queue.state(id)).toEqual({ state: 'active' });
      mayEnd.reach();
      await queue.waitUntilFinished(id);
      expect(await queue.state(id)).toEqual({ state: 'completed' });
      const dead = await queue.enqueue(broken, { run: 'one' });
      await queue.waitUntilFinished(dead);
      expect(await queue.state(dead)).toEqual({ state: 'failed', reason: 'This cannot be read.' });
      for (const unknown of ['analysis.sync-person.none', 'nowhere.sync-person.none', ''])
        await expect(queue.state(unknown)).rejects.toMatchObject({ code: 'not-found' });
    });

    it('refuses a payload that does not fit, without repeating it', async () => {
      const queue = await stage.open();
      const wrong = { run: 5 } as unknown as { run: string };
      await expect(queue.enqueue(job, wrong)).rejects.toThrow(
        'The job sync-person does not fit its description (run).',
      );
    });
  });
}
