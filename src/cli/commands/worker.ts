import { Command } from 'commander';
import type { CliTools } from '../app-handle.ts';

export function workerCommand(tools: CliTools): Command {
  return new Command('worker')
    .description(
      'work the queue without a web page; any number of hosts against one Redis and one PostgreSQL',
    )
    .action(async () => {
      await using app = await tools.openApp({ logTo: 'stderr' });
      await app.work();
      tools.note('The worker is running (end it with Ctrl-C).\n');
      await tools.untilStopped();
    });
}
