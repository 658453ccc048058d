import { Worker } from 'node:worker_threads';
import { type Outcome, runTask, type Task } from './outcome.ts';

const CHUNK = 10;

/** Runs all tasks, on this thread or on several; outcomes come back in the order of the tasks. */
export async function runTasks(
  tasks: readonly Task[],
  workers: number,
  onProgress: (done: number) => void,
): Promise<Outcome[]> {
  if (workers <= 1) {
    return tasks.map((task, index) => {
      if (index % CHUNK === 0) onProgress(index);
      return runTask(task);
    });
  }
  const outcomes = new Array<Outcome>(tasks.length);
  let next = 0;
  let done = 0;
  const serve = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.js', import.meta.url));
      const feed = (): void => {
        if (next >= tasks.length) {
          worker.postMessage(undefined);
          resolve();
          return;
        }
        const from = next;
        next += CHUNK;
        worker.postMessage({ from, tasks: tasks.slice(from, next) });
      };
      worker.on('error', reject);
      worker.on('message', ({ from, results }: { from: number; results: Outcome[] }) => {
        for (const [offset, outcome] of results.entries()) outcomes[from + offset] = outcome;
        done += results.length;
        onProgress(done);
        feed();
      });
      feed();
    });
  await Promise.all(Array.from({ length: workers }, serve));
  return outcomes;
}
