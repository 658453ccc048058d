import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort, untilReady } from './child-server.ts';

/** A real server of one's own, set up so that it keeps what it has promised, whenever it is killed. */
export interface LocalServer extends AsyncDisposable {
  readonly url: string;
  /** Of the process that runs now. */
  pid(): number;
  /** Ends it without warning and starts it again on the same port and directory. */
  crash(): Promise<void>;
}

interface Recipe {
  readonly directory: string;
  readonly url: string;
  readonly ready: RegExp;
  /** What ends it without giving it time to write anything down. */
  readonly kill: NodeJS.Signals;
  spawn(): ChildProcess;
}

export function findRedis(): string | undefined {
  return onPath('redis-server') ?? onPath('valkey-server');
}

/** The directory that holds `initdb` and `postgres`; Debian keeps it off the PATH. */
export function findPostgres(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const packaged = existsSync(versions)
    ? readdirSync(versions)
        .sort((left, right) => Number(right) - Number(left))
        .map((version) => join(versions, version, 'bin'))
    : [];
  return [...searchPath(), ...packaged].find((directory) => existsSync(join(directory, 'initdb')));
}

/**
 * Its log is written before it answers, so that a kill takes nothing it has confirmed. Syncing every second would put
 * off that writing for up to two seconds where the disk is busy.
 */
export async function startRedisServer(command: string): Promise<LocalServer> {
  const directory = mkdtempSync(join(tmpdir(), 'fleet-redis-'));
  const port = await freePort();
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', directory];
  const durable = ['--appendonly', 'yes', '--appendfsync', 'no', '--maxmemory-policy', 'noeviction'];
  return start({
    directory,
    url: `redis://127.0.0.1:${port}`,
    ready: /Ready to accept connections/,
    kill: 'SIGKILL',
    spawn: () => spawn(command, [...settings, ...durable], { stdio: ['ignore', 'pipe', 'pipe'] }),
  });
}

export async function startPostgresServer(programs: string): Promise<LocalServer> {
  const directory = mkdtempSync(join(tmpdir(), 'fleet-postgres-'));
  const user = unprivilegedUser();
  if (user !== undefined) chownSync(directory, user.uid, user.gid);
  const initialise = ['-D', directory, '-U', 'rounds', '--auth=trust', '-E', 'UTF8', '--locale=C'];
  execFileSync(join(programs, 'initdb'), initialise, { ...user, cwd: directory, stdio: 'ignore' });
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  const parameters = ['-D', directory, ...settings.flatMap((setting) => ['-c', setting])];
  return start({
    directory,
    url: `postgres://rounds@127.0.0.1:${port}/postgres`,
    ready: /ready to accept connections/,
    // Killed outright its children would live on and keep the directory; this ends all of them at once, unsaved.
    kill: 'SIGQUIT',
    spawn: () =>
      spawn(join(programs, 'postgres'), parameters, {
        ...user,
        cwd: directory,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
  });
}

async function start(recipe: Recipe): Promise<LocalServer> {
  const run = () => untilReady(recipe.spawn(), recipe.ready);
  let child = await run();
  const end = () => child.kill(recipe.kill);
  const remove = () => rmSync(recipe.directory, { recursive: true, force: true });
  const endAll = () => {
    end();
    remove();
  };
  process.once('exit', endAll);
  const stop = async () => {
    const ended = once(child, 'exit');
    end();
    await ended;
  };
  return {
    url: recipe.url,
    pid: () => child.pid as number,
    async crash() {
      await stop();
      child = await run();
    },
    async [Symbol.asyncDispose]() {
      process.off('exit', endAll);
      await stop();
      remove();
    },
  };
}

function searchPath(): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter(Boolean);
}

function onPath(name: string): string | undefined {
  return searchPath()
    .map((directory) => join(directory, name))
    .find((path) => existsSync(path));
}

/** PostgreSQL refuses to run as root, as which programs in containers often run. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const entry = ['postgres', 'nobody'].map((name) => entries.find(([user]) => user === name)).find(Boolean);
  if (entry === undefined) throw new Error('PostgreSQL must not run as root, and there is no other user.');
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}
