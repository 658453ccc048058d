import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src/main.js', import.meta.url));

/** A script in a process of its own, ready when it says so; it ends when its parent does. */
export async function forkScript<Ready>(
  script: URL,
  settings: object,
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly child: ChildProcess; readonly ready: Ready }> {
  const child = fork(fileURLToPath(script), [JSON.stringify(settings)], {
    env: environment,
    serialization: 'advanced',
  });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${script.pathname} ended with ${code}.`);
  });
  const [ready] = await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => undefined);
  return { child, ready };
}

/** `rounds worker` as an operator starts it. */
export async function spawnWorker(
  environment: Readonly<Record<string, string>>,
  node: readonly string[] = [],
): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...node, program, 'worker'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('The worker is running')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`rounds worker ended with ${code}: ${text}`)));
  });
  // Its log, and none of what it tells its operator.
  child.stderr?.on('data', (chunk: Buffer) => {
    if (chunk.toString().startsWith('{')) process.stderr.write(chunk);
  });
  return child;
}

export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
