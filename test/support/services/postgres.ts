import { execFile } from 'node:child_process';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../../bench/fleet/child-server.ts';
import { type OwnServer, startServer, stopServer } from './server-process.ts';

const run = promisify(execFile);

export async function startPostgres(programs: string): Promise<OwnServer> {
  const directory = await mkdtemp(join(tmpdir(), 'rounds-postgres-'));
  const user = await unprivilegedUser();
  if (user) await chown(directory, user.uid, user.gid);
  const options = { ...user, cwd: directory };
  const initialise = [
    '-D',
    directory,
    '-U',
    'rounds',
    '--auth=trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ];
  await run(join(programs, 'initdb'), initialise, options);
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const parameters = ['-D', directory, ...settings.flatMap((setting) => ['-c', setting])];
  const start = () =>
    startServer(join(programs, 'postgres'), parameters, /ready to accept connections/, options);
  let child = await start();
  return {
    location: `postgres://rounds@127.0.0.1:${port}/postgres`,
    // Open connections are ended, as an administrator's restart ends them.
    halt: () => stopServer(child, 'SIGINT'),
    resume: async () => {
      child = await start();
    },
    stop: async () => {
      await stopServer(child, 'SIGQUIT');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root, as which tests in containers often run. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const entries = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const entry = ['postgres', 'nobody'].map((name) => entries.find(([user]) => user === name)).find(Boolean);
  if (!entry) throw new Error('PostgreSQL must not run as root, and there is no other user to run it as.');
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}
