import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { handle } from '../../../src/queue/registry.ts';
import { compileForNode } from '../compile.ts';
import { sampleJob, signalled } from './jobs.ts';
import { quickTimes, type Stage } from './stage.ts';

const job = sampleJob('sync-person');
const forever = () => new Promise<void>(() => undefined);

export function describeEndings(stage: Stage): void {
  describe('endings', () => {
    it('runs a job again whose process was killed, exactly once', async () => {
      await using program = await compileForNode(
        fileURLToPath(new URL('./killed-worker.ts', import.meta.url)),
      );
      const settings = JSON.stringify({ config: stage.site().config, times: quickTimes });
      const child = fork(program.script, [settings], { execArgv: [] });
      const [started] = await once(child, 'message');
      child.kill('SIGKILL');
      await once(child, 'exit');

      const queue = await stage.open();
      const attempts: number[] = [];
      await queue.work([handle(job, async (_payload, { attempt }) => void attempts.push(attempt))]);
      expect(await queue.waitUntilFinished(String(started))).toEqual({ state: 'completed' });
      expect(attempts).toEqual([1]);
      expect((await queue.counts()).analysis).toMatchObject({ completed: 1, active: 0, waiting: 0, dead: 0 });
    });

    it('lets a running job end, and what it enqueues is not lost', async () => {
      const queue = await stage.open();
      const started = signalled();
      const mayEnd = signalled();
      const next = sampleJob('next-step');
      const handlers = [
        handle(job, async () => {
          started.reach();
          await mayEnd.reached;
          await queue.enqueue(next, { run: 'after' });
        }),
        handle(next, async () => undefined),
      ];
      await queue.work(handlers);
      const id = await queue.enqueue(job, { run: 'one' });
      await started.reached;
      const closing = queue.close();
      mayEnd.reach();
      await closing;
      const again = await stage.open();
      expect(await again.waitUntilFinished(id)).toEqual({ state: 'completed' });
      expect((await again.counts()).analysis.active).toBe(0);
      await again.work(handlers);
      const nextId = await again.enqueue(next, { run: 'after' });
      expect(await again.waitUntilFinished(nextId)).toEqual({ state: 'completed' });
      expect((await again.counts()).analysis.completed).toBe(2);
    });

    it('hands back a job that heeds the signal, with no try counted', async () => {
      const queue = await stage.open();
      const started = signalled();
      await queue.work([
        handle(job, async (_payload, { signal }) => {
          started.reach();
          await new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
          });
        }),
      ]);
      const id = await queue.enqueue(job, { run: 'one' });
      await started.reached;
      await queue.close({ timeoutMs: 200 });
      const again = await stage.open();
      const attempts: number[] = [];
      await again.work([handle(job, async (_payload, { attempt }) => void attempts.push(attempt))]);
      expect(await again.waitUntilFinished(id)).toEqual({ state: 'completed' });
      expect(attempts).toEqual([1]);
    });

    it('does not wait longer than it was told for a job that ignores the signal', async () => {
      const queue = await stage.open();
      const started = signalled();
      await queue.work([
        handle(job, async () => {
          started.reach();
          await forever();
        }),
      ]);
      const id = await queue.enqueue(job, { run: 'one' });
      await started.reached;
      const before = performance.now();
      await queue.close({ timeoutMs: 300 });
      expect(performance.now() - before).toBeLessThan(1_500);
      const again = await stage.open();
      await again.work([handle(job, async () => undefined)]);
      expect(await again.waitUntilFinished(id)).toEqual({ state: 'completed' });
    });

    it('ends at once when nothing runs, workers and listeners included', async () => {
      const queue = await stage.open();
      await queue.work([handle(job, async () => undefined)]);
      await queue.waitUntilFinished(await queue.enqueue(job, { run: 'one' }));
      const waiting = queue.waitUntilFinished(
        await queue.enqueue(job, { run: 'later' }, { delayMs: 60_000 }),
      );
      const refused = expect(waiting).rejects.toMatchObject({ code: 'unavailable' });
      const before = performance.now();
      await queue.close();
      expect(performance.now() - before).toBeLessThan(1_000);
      await refused;
      await expect(queue.enqueue(job, { run: 'too late' })).rejects.toMatchObject({ code: 'unavailable' });
    });

    it('can be held by `await using`', async () => {
      const id = await (async () => {
        await using queue = await stage.open();
        return await queue.enqueue(job, { run: 'one' });
      })();
      const queue = await stage.open();
      await queue.work([handle(job, async () => undefined)]);
      expect(await queue.waitUntilFinished(id)).toEqual({ state: 'completed' });
    });
  });
}
