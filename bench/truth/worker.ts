import { parentPort } from 'node:worker_threads';
import { runTask, type Task } from './outcome.ts';

parentPort?.on('message', (message: { from: number; tasks: Task[] } | undefined) => {
  if (message === undefined) {
    parentPort?.close();
    return;
  }
  parentPort?.postMessage({ from: message.from, results: message.tasks.map(runTask) });
});
