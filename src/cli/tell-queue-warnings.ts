import type { AppHandle, CliTools } from './app-handle.ts';

/** A setting under which jobs get lost is told where somebody starts the service. */
export async function tellQueueWarnings(tools: CliTools, app: AppHandle): Promise<void> {
  for (const line of await (await app.queue()).warnings()) tools.note(`Warning: ${line}\n`);
}
