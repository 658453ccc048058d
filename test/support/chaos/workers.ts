import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Random } from '../../../bench/random.ts';

const script = fileURLToPath(new URL('./worker.mjs', import.meta.url));

/** Worker processes of which there are always as many, however they end. */
export interface Gang extends AsyncDisposable {
  /** One of them ends in the middle of whatever it does; another takes its place. */
  killOne(random: Random): void;
  /** What they gave up, in the words of their logs: for whoever has to find out why a test failed. */
  failures(): string;
}

export function hireGang(size: number, environment: Readonly<Record<string, string>>): Gang {
  let log = '';
  const start = (): ChildProcess => {
    const child = spawn(process.execPath, [script], {
      env: environment,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
    return child;
  };
  const gang = Array.from({ length: size }, start);
  const killAll = () => {
    for (const child of gang) child.kill('SIGKILL');
  };
  process.once('exit', killAll);
  return {
    killOne(random) {
      const place = random.integer(0, size - 1);
      gang[place]?.kill('SIGKILL');
      gang[place] = start();
    },
    failures: () =>
      log
        .split('\n')
        .filter((line) => /failed for good|could not be reported|ended with|Error:/.test(line))
        .join('\n'),
    async [Symbol.asyncDispose]() {
      process.off('exit', killAll);
      const ended = gang.filter(isAlive).map((child) => once(child, 'exit'));
      for (const child of gang) child.kill('SIGTERM');
      await Promise.all(ended);
    },
  };
}

function isAlive({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}
