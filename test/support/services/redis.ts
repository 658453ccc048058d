import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../bench/fleet/child-server.ts';
import { type OwnServer, startServer, stopServer } from './server-process.ts';

export interface OwnRedis extends OwnServer {
  readonly port: number;
}

/** Nothing on disk unless settings say otherwise: the last word on a setting counts. */
export async function startRedis(command: string, settings: readonly string[] = []): Promise<OwnRedis> {
  const directory = await mkdtemp(join(tmpdir(), 'rounds-redis-'));
  const port = await freePort();
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory];
  const nothingOnDisk = ['--save', '', '--appendonly', 'no'];
  const start = () =>
    startServer(command, [...own, ...nothingOnDisk, ...settings], /Ready to accept connections/);
  let child = await start();
  return {
    port,
    location: `redis://127.0.0.1:${port}`,
    halt: () => stopServer(child, 'SIGKILL'),
    resume: async () => {
      child = await start();
    },
    stop: async () => {
      await stopServer(child, 'SIGKILL');
      await rm(directory, { recursive: true, force: true });
    },
  };
}
