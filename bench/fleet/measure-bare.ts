import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBareFlows, redisConnect } from './bare-flows.ts';
import { endChild, forkScript } from './children.ts';

const WARM_UP = 30;

/** Seconds for so many empty rounds, by as many worker processes, on Redis or on the embedded queue. */
export async function measureBare(
  redisUrl: string | undefined,
  workers: number,
  rounds: number,
): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'fleet-bare-'));
  const queue = redisUrl === undefined ? { kind: 'embedded', directory } : { kind: 'redis', url: redisUrl };
  const environment = { PATH: process.env.PATH ?? '' };
  const started = Array.from({ length: workers }, () => forkScript('bare-process', { queue }, environment));
  const children = (await Promise.all(started)).map(({ child }) => child);
  try {
    const run = redisUrl === undefined ? viaChild(children) : viaRedis(children, redisUrl);
    await run(WARM_UP);
    const began = performance.now();
    await run(rounds);
    return (performance.now() - began) / 1000;
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
