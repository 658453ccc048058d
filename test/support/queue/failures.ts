import { describe, expect, it } from 'vitest';
import { handle } from '../../../src/queue/registry.ts';
import { NotYetError, PermanentError, TransientError } from '../../../src/shared/errors.ts';
import { sampleJob, signalled } from './jobs.ts';
import type { Stage } from './stage.ts';

const job = sampleJob('sync-person');
const unjittered = { random: () => 0 };

export function describeFailures(stage: Stage): void {
  describe('failures', () => {
    it('tries a transient failure again with growing pauses', async () => {
      const queue = await stage.open(unjittered);
      const tries: { attempt: number; at: number }[] = [];
      const patient = sampleJob('patient', { retry: { attempts: 3, backoffMs: 100, maxAgeMs: 60_000 } });
      await queue.work([
        handle(patient, async (_payload, { attempt }) => {
          tries.push({ attempt, at: Date.now() });
          if (attempt < 3) throw new TransientError('Oura does not answer.');
        }),
      ]);
      const id = await queue.enqueue(patient, { run: 'one' });
      expect(await queue.waitUntilFinished(id)).toEqual({ state: 'completed' });
      expect(tries.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
      const [first = 0, second = 0, third = 0] = tries.map(({ at }) => at);
      expect(second - first).toBeGreaterThanOrEqual(100);
      expect(third - second).toBeGreaterThanOrEqual(200);
    });

    it('waits as long as the other side asked for', async () => {
      const queue = await stage.open(unjittered);
      const times: number[] = [];
      await queue.work([
        handle(job, async (_payload, { attempt }) => {
          times.push(Date.now());
          if (attempt === 1) throw new TransientError('Too many requests.', { retryAfterMs: 400 });
        }),
      ]);
      await queue.waitUntilFinished(await queue.enqueue(job, { run: 'one' }));
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(400);
    });

    it('puts a job off as often as it asks for it, without counting a try', async () => {
      const queue = await stage.open(unjittered);
      const tries: number[] = [];
      const single = sampleJob('waits', { retry: { attempts: 1, backoffMs: 1, maxAgeMs: 1 } });
      await queue.work([
        handle(single, async (_payload, { attempt }) => {
          tries.push(attempt);
          if (tries.length < 4) throw new NotYetError('It is not there yet.', 30);
        }),
      ]);
      const id = await queue.enqueue(single, { run: 'one' });
      expect(await queue.waitUntilFinished(id)).toEqual({ state: 'completed' });
      expect(tries).toEqual([1, 1, 1, 1]);
    });

    it('gives up when the tries are used up or the job would be too old', async () => {
      const queue = await stage.open(unjittered);
      const short = sampleJob('short-lived', { retry: { attempts: 50, backoffMs: 20, maxAgeMs: 100 } });
      const attempts: Record<string, number> = {};
      const fail =
        (name: string) =>
        async (_payload: unknown, { attempt }: { attempt: number }) => {
          attempts[name] = attempt;
          throw new TransientError('Oura does not answer.');
        };
      await queue.work([handle(job, fail('tries')), handle(short, fail('age'))]);
      const ids = [await queue.enqueue(job, { run: 'one' }), await queue.enqueue(short, { run: 'one' })];
      for (const id of ids) {
        expect(await queue.waitUntilFinished(id)).toEqual({
          state: 'failed',
          reason: 'Oura does not answer.',
        });
      }
      expect(attempts.tries).toBe(3);
      expect(attempts.age).toBeLessThan(5);
    });

    it('stops at once at a permanent failure and keeps the words meant for the person', async () => {
      const queue = await stage.open();
      let runs = 0;
      await queue.work([
        handle(job, async () => {
          runs += 1;
          throw new PermanentError('The connection to Oura was withdrawn.', { code: 'unauthorised' });
        }),
      ]);
      const finished = await queue.waitUntilFinished(await queue.enqueue(job, { run: 'one' }));
      expect(finished).toEqual({ state: 'failed', reason: 'The connection to Oura was withdrawn.' });
      expect(runs).toBe(1);
    });

    it('tries a bug twice and stores nothing of what it said', async () => {
      const queue = await stage.open();
      let runs = 0;
      await queue.work([
        handle(job, async () => {
          runs += 1;
          const error = new Error('row {"medication":"Levothyroxine-Canary"}');
          error.name = 'Levothyroxine-Canary';
          throw error;
        }),
      ]);
      const id = await queue.enqueue(job, { run: 'one' });
      const reason = 'An unexpected error stopped this step.';
      expect(await queue.waitUntilFinished(id)).toEqual({ state: 'failed', reason });
      expect(runs).toBe(2);
      expect(await queue.listDead()).toMatchObject([{ id, reason, attempts: 2, payload: { run: 'one' } }]);
      await queue.close();
      const stored = await stage.site().contents();
      expect(stored).toContain(reason);
      expect(stored).not.toContain('Canary');
      expect(stored).not.toMatch(/failures\.ts|processor\.ts/);
    });

    it('ends a job that takes too long', async () => {
      const queue = await stage.open();
      const hasty = sampleJob('hasty', {
        timeoutMs: 50,
        retry: { attempts: 1, backoffMs: 1, maxAgeMs: 60_000 },
      });
      await queue.work([
        handle(hasty, async (_payload, { signal }) => {
          await new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
          });
        }),
      ]);
      expect(await queue.waitUntilFinished(await queue.enqueue(hasty, { run: 'one' }))).toEqual({
        state: 'failed',
        reason: 'The job took longer than 1 seconds.',
      });
    });

    it('lists the dead and gives a retried one all its tries', async () => {
      const queue = await stage.open(unjittered);
      let healed = false;
      const attempts: number[] = [];
      await queue.work([
        handle(job, async (_payload, { attempt }) => {
          attempts.push(attempt);
          if (!healed || attempt < 3) throw new TransientError('Oura does not answer.');
        }),
      ]);
      const id = await queue.enqueue(job, { run: 'one' });
      await queue.waitUntilFinished(id);
      expect((await queue.counts()).analysis).toMatchObject({ dead: 1, completed: 0 });
      healed = true;
      const done = signalled<string>();
      await queue.events(({ state }) => state === 'completed' && done.reach(state));
      await queue.retryDead(id);
      await done.reached;
      expect(attempts).toEqual([1, 2, 3, 1, 2, 3]);
      expect(await queue.listDead()).toEqual([]);
      await expect(queue.retryDead(id)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('says so when a job of another version arrives', async () => {
      const queue = await stage.open();
      const id = await queue.enqueue(sampleJob('forgotten'), { run: 'one' });
      await queue.work([handle(job, async () => undefined)]);
      expect(await queue.waitUntilFinished(id)).toEqual({
        state: 'failed',
        reason: 'This version of rounds has no job called forgotten.',
      });
    });
  });
}
