import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { untilReady } from '../../../bench/fleet/child-server.ts';

export interface RunningService {
  /** A URL, or for Chromium the path of the program. */
  readonly location: string;
  stop(): Promise<void>;
}

/** A server of the test's own, which it may switch off and on again in the same place. */
export interface OwnServer extends RunningService {
  halt(): Promise<void>;
  resume(): Promise<void>;
}

/** Starts a server of the test's own and resolves when it says that it is ready. */
export async function startServer(
  command: string,
  parameters: readonly string[],
  ready: RegExp,
  options: SpawnOptions = {},
): Promise<ChildProcess> {
  const child = spawn(command, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const killWithTests = () => child.kill('SIGKILL');
  process.once('exit', killWithTests);
  child.once('exit', () => process.off('exit', killWithTests));
  return untilReady(child, ready);
}

export async function stopServer(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
