import { Command } from 'commander';
import type { CliTools } from '../app-handle.ts';

export function initCommand(tools: CliTools): Command {
  return new Command('init')
    .description('create the data directory, the master key and the database')
    .action(async () => {
      await using app = await tools.openApp();
      tools.print(`Data directory  ${app.home}\nMaster key      ${app.keyFile}\n`);
      tools.print(
        'Keep a copy of the key in another place: without it nothing in the data directory can be read.\n',
      );
      tools.print('Next: rounds import FILES --person NAME\n');
    });
}
