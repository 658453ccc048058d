import { Command } from 'commander';
import type { CliTools } from '../app-handle.ts';

export function peopleCommand(tools: CliTools): Command {
  return new Command('people').description('list the people of this data directory').action(async () => {
    await using app = await tools.openApp();
    const people = await app.people.list();
    if (people.length === 0) tools.note('Nobody yet. Begin with: rounds import FILES --person NAME\n');
    for (const { slug, timezone } of people) tools.print(`${slug}\t${timezone}\n`);
  });
}
