import { Argument, Command } from 'commander';
import type { CliTools } from '../app-handle.ts';
import { personOption } from '../options.ts';

export function disconnectCommand(tools: CliTools): Command {
  return new Command('disconnect')
    .description('forget a person’s access to Oura, here and at Oura; what was fetched is kept')
    .addArgument(new Argument('<source>', 'what to disconnect from').choices(['oura']))
    .addOption(personOption())
    .action(async (_source: string, options: { person: string }) => {
      await using app = await tools.openApp();
      const person = await app.people.get(options.person);
      const wasThere = await app.oura.disconnect(person);
      tools.print(`${person.slug} ${wasThere ? 'is no longer' : 'was not'} connected to Oura.\n`);
    });
}
