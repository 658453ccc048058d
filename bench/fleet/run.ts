import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { forkScript } from './children.ts';
import { type Cloud, measureFleets } from './measure-fleets.ts';
import { findPostgres, findRedis, startPostgresServer, startRedisServer } from './servers.ts';
import { tell } from './tell.ts';

/** How many rounds an hour holds: on a laptop without services and on Redis and PostgreSQL, by worker processes. */
const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '100' },
    repeat: { type: 'string', default: '3' },
    workers: { type: 'string', default: '1,2,4' },
    /** Servers that run elsewhere; left out, Debian's are started on free ports. */
    redis: { type: 'string' },
    postgres: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const people = Number(options.people);
const repeat = Number(options.repeat);
const workers = options.workers.split(',').map(Number);
const cores = availableParallelism();

const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
// Servers and children end with this process, which has to be told to end in order when it is interrupted.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
try {
  await using redis = await startIfHere(options.redis, findRedis(), startRedisServer);
  await using postgres = await startIfHere(options.postgres, findPostgres(), startPostgresServer);
  const size = { people, seeds: Math.min(people, 5), nights: 1 + repeat * workers.length };
  const { child, ready } = await forkScript<Cloud>(new URL('./oura-process.js', import.meta.url), size, {
    PATH: process.env.PATH ?? '',
  });
  const measured = await measureFleets({
    folder,
    size,
    repeat,
    workers,
    servers: redis && postgres && { redis, postgres },
    cloud: { ...ready, pid: child.pid as number },
    progress: (line) => process.stderr.write(`${line}\n`),
  });
  child.kill();
  console.log(
    options.json
      ? JSON.stringify({ people, repeat, cores, ...measured })
      : tell(measured, { people, repeat, cores }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** One that was named is somebody else's: neither ended nor measured. */
async function startIfHere<Server extends AsyncDisposable & { readonly url: string; pid(): number }>(
  named: string | undefined,
  program: string | undefined,
  start: (program: string) => Promise<Server>,
): Promise<(AsyncDisposable & { readonly url: string; pid(): number | undefined }) | undefined> {
  if (named !== undefined) {
    return { url: named, pid: () => undefined, [Symbol.asyncDispose]: async () => undefined };
  }
  return program === undefined ? undefined : start(program);
}
