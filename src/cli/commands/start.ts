import { Command } from 'commander';
import type { CliTools } from '../app-handle.ts';
import { DEMO_SLUG } from '../options.ts';
import { runDemo } from './demo.ts';
import { serveUntilStopped } from './serve.ts';

/** What `npm start` does: the demo while there is nobody else, the server once there is. */
export function startCommand(tools: CliTools): Command {
  return new Command('start')
    .description('the demo while nobody is configured, the server afterwards')
    .option('--once', 'show the result and end instead of serving')
    .action(async (options: { once?: true }) => {
      if (!(await hasPeople(tools))) return runDemo(tools, { once: options.once ?? false });
      await using app = await tools.openApp();
      if (options.once) {
        const people = await app.people.list();
        tools.note(
          `Configured: ${people.map(({ slug }) => slug).join(', ')}. "npm start" serves them; "rounds demo" shows the demo.\n`,
        );
        return;
      }
      await serveUntilStopped(tools, app);
    });
}

async function hasPeople(tools: CliTools): Promise<boolean> {
  await using app = await tools.openApp();
  return (await app.people.list()).some(({ slug }) => slug !== DEMO_SLUG);
}
