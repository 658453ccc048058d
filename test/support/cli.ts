import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sharedTemplate } from './queue/site.ts';
import { copyInto } from './scratch.ts';

const bin = fileURLToPath(new URL('../../bin/rounds.mjs', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One machine's worth of files: data, key and configuration under a directory of the test's own. */
export interface Household {
  readonly directory: string;
  readonly home: string;
  readonly environment: NodeJS.ProcessEnv;
}

export function household(directory: string, extra: NodeJS.ProcessEnv = {}): Household {
  const home = join(directory, 'data');
  const environment = {
    PATH: process.env.PATH,
    HOME: directory,
    TZ: 'Europe/London',
    ROUNDS_HOME: home,
    ROUNDS_KEY_FILE: join(directory, 'keys', 'master.key'),
    ROUNDS_PORT: '0',
    ...extra,
  };
  return { directory, home, environment };
}

/** The house of somebody whose queue is there already: its first start takes seconds, and says nothing new. */
export async function withQueue<House extends Pick<Household, 'home'>>(house: House): Promise<House> {
  const queue = join(house.home, 'queue');
  await mkdir(queue, { recursive: true, mode: 0o700 });
  await copyInto(queue, join(await sharedTemplate(), 'queue'));
  return house;
}

/** The built program, as a process of its own, from a folder that is not the repository. */
export function startRounds(house: Household, args: readonly string[], input?: string): ChildProcess {
  // Optimising the embedded PostgreSQL takes longer than a test runs it.
  const child = spawn(process.execPath, ['--liftoff-only', bin, ...args], {
    cwd: house.directory,
    env: house.environment,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.end(input);
  return child;
}

export function rounds(house: Household, ...args: readonly string[]): Promise<Finished> {
  return finished(startRounds(house, args));
}

export function finished(child: ChildProcess): Promise<Finished> {
  const parts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    parts.stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    parts.stderr += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...parts }));
  });
}

/** Resolves with the first match in what the process writes to stderr. */
export function waitForLine(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const match = pattern.exec(text);
      if (match !== null) resolve(match);
    });
    child.once('close', () => reject(new Error(`The process ended before it wrote ${pattern}.`)));
  });
}
