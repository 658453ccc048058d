import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBareFlows, redisConnect } from './bare-flows.ts';
import { endChild, forkScript } from './children.ts';
import { cpuSecondsOf } from './process-use.ts';

const WARM_UP = 30;

export interface Bare {
  readonly seconds: number;
  /** Of the workers and of Redis. */
  readonly cpuSeconds: number;
}

/** So many empty rounds, by as many worker processes, on Redis or on the embedded queue. */
export async function measureBare(
  redis: { readonly url: string; readonly pid: number | undefined } | undefined,
  workers: number,
  rounds: number,
): Promise<Bare> {
  const directory = mkdtempSync(join(tmpdir(), 'fleet-bare-'));
  const queue = redis === undefined ? { kind: 'embedded', directory } : { kind: 'redis', url: redis.url };
  const cpu = () =>
    [...children.map(({ pid }) => pid), redis?.pid].reduce<number>(
      (sum, pid) => sum + (pid === undefined ? 0 : cpuSecondsOf(pid)),
      0,
    );
  const environment = { PATH: process.env.PATH ?? '' };
  const started = Array.from({ length: workers }, () =>
    forkScript(new URL('./bare-process.js', import.meta.url), { queue }, environment),
  );
  const children = (await Promise.all(started)).map(({ child }) => child);
  try {
    const run = redis === undefined ? viaChild(children) : viaRedis(children, redis.url);
    await run(WARM_UP);
    const before = cpu();
    const began = performance.now();
    await run(rounds);
    return { seconds: (performance.now() - began) / 1000, cpuSeconds: cpu() - before };
  } finally {
    await Promise.all(children.map(endChild));
    rmSync(directory, { recursive: true, force: true });
  }
}

type Run = (rounds: number) => Promise<void>;

function viaChild(children: readonly ChildProcess[]): Run {
  return async (rounds) => {
    const done = untilThrough(children, rounds);
    children[0]?.send(rounds);
    await done;
  };
}

function viaRedis(children: readonly ChildProcess[], url: string): Run {
  return async (rounds) => {
    await using flows = openBareFlows(redisConnect(url), '{bare}');
    const done = untilThrough(children, rounds);
    await flows.enqueue(rounds);
    await done;
  };
}

function untilThrough(children: readonly ChildProcess[], rounds: number): Promise<void> {
  let left = rounds;
  return new Promise((resolve) => {
    const count = () => {
      left -= 1;
      if (left > 0) return;
      for (const child of children) child.off('message', count);
      resolve();
    };
    for (const child of children) child.on('message', count);
  });
}
