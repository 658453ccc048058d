import { Command, InvalidArgumentError } from 'commander';
import { type QueueName, queueNames } from '../../queue/job.ts';
import type { CliTools, WorkerOptions } from '../app-handle.ts';
import { parsePort } from '../options.ts';
import { tellQueueWarnings } from '../tell-queue-warnings.ts';

const MOST_AT_A_TIME = 100;

export function workerCommand(tools: CliTools): Command {
  return new Command('worker')
    .description(
      'work the queue without a web page; any number of hosts against one Redis and one PostgreSQL',
    )
    .option(
      '--queues <names>',
      `queues to serve, with commas: ${queueNames.join(', ')} (default: all)`,
      parseQueues,
    )
    .option(
      '--concurrency <number>',
      'jobs at a time, of each queue (default: by what they do)',
      parseConcurrency,
    )
    .option('--port <number>', 'serve /metrics, /api/health and /api/ready of this worker', parsePort)
    .action(async ({ port, ...options }: WorkerOptions & { port?: number }) => {
      await using app = await tools.openApp({ ...(port === undefined ? {} : { port }), logTo: 'stderr' });
      if (port !== undefined) tools.note(`Its metrics are at ${(await app.listenForWorker()).url}/metrics\n`);
      await app.work(options);
      await tellQueueWarnings(tools, app);
      tools.note(
        `The worker is running: ${(options.queues ?? queueNames).join(', ')} (end it with Ctrl-C).\n`,
      );
      await tools.untilStopped();
      tools.note('Ending: what runs is finished or handed back within ten seconds.\n');
    });
}

function parseQueues(text: string): QueueName[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.find((name) => !(queueNames as readonly string[]).includes(name));
  if (unknown !== undefined || names.length === 0) {
    throw new InvalidArgumentError(`Queues are ${queueNames.join(', ')}.`);
  }
  return queueNames.filter((name) => names.includes(name));
}

function parseConcurrency(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > MOST_AT_A_TIME) {
    throw new InvalidArgumentError(`A number from 1 to ${MOST_AT_A_TIME}.`);
  }
  return number;
}
