import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type RunningService, startServer, stopServer } from './server-process.ts';

export async function startRedis(command: string): Promise<RunningService> {
  const directory = await mkdtemp(join(tmpdir(), 'rounds-redis-'));
  const port = await freePort();
  const child = await startServer(
    command,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory],
    /Ready to accept connections/,
  );
  return {
    location: `redis://127.0.0.1:${port}`,
    stop: async () => {
      await stopServer(child, 'SIGKILL');
      await rm(directory, { recursive: true, force: true });
    },
  };
}
