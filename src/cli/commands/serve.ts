import { Command } from 'commander';
import type { AppHandle, CliTools } from '../app-handle.ts';
import { DEMO_SLUG, parsePort } from '../options.ts';
import { tellQueueWarnings } from '../tell-queue-warnings.ts';

/** People come, go and move while the server runs. */
const RESCHEDULE_MS = 5 * 60_000;

export function serveCommand(tools: CliTools): Command {
  return new Command('serve')
    .description('serve the web page, run the nightly rounds, work the queue')
    .option('--port <number>', 'port to listen on (default: ROUNDS_PORT or 8321)', parsePort)
    .option('--host <address>', 'address to listen on (default: ROUNDS_HOST or 127.0.0.1)')
    .action(async (options: { port?: number; host?: string }) => {
      await using app = await tools.openApp({ ...options, logTo: 'stderr' });
      await serveUntilStopped(tools, app);
    });
}

export async function serveUntilStopped(tools: CliTools, app: AppHandle): Promise<void> {
  const { url } = await app.listen();
  await app.work();
  // The demo's data end with its day, so it has no mornings.
  const schedule = () => app.scheduleNightlies([DEMO_SLUG]);
  await schedule();
  await tellQueueWarnings(tools, app);
  const timer = setInterval(() => schedule().catch(() => undefined), RESCHEDULE_MS);
  tools.note(`rounds is at ${url} (end it with Ctrl-C)\n`);
  await tools.untilStopped();
  clearInterval(timer);
  tools.note('Ending: what runs is finished or handed back within ten seconds.\n');
}
