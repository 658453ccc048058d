import { setTimeout as pause } from 'node:timers/promises';
import type { LocalServer } from '../../../bench/fleet/servers.ts';
import type { Random } from '../../../bench/random.ts';
import type { Gang } from './workers.ts';

export interface Storm {
  readonly gang: Gang;
  readonly redis: LocalServer;
  readonly postgres: LocalServer;
  readonly random: Random;
  /** Kills of workers. */
  readonly kills: number;
  /** How many rounds are done of how many. */
  progress(): Promise<{ done: number; of: number }>;
}

/** A worker just started needs a second before there is anything to interrupt. */
const CALM_MS = [600, 2_000] as const;
const LOOK_MS = 250;

/**
 * Kills a worker now and then until it has done so often enough, each server once on the way: Redis when a fifth of the
 * rounds are done, PostgreSQL at two fifths. Resolves when all are done, or with what is left when patience ends.
 */
export async function rage(storm: Storm, patienceMs: number): Promise<{ done: number; of: number }> {
  const { gang, redis, postgres, random } = storm;
  const crashes = [
    { at: 0.2, server: redis },
    { at: 0.4, server: postgres },
  ];
  const deadline = Date.now() + patienceMs;
  let kills = 0;
  let nextKill = Date.now() + random.integer(...CALM_MS);
  let state = await storm.progress();
  while (state.done < state.of && Date.now() < deadline) {
    if (crashes[0] !== undefined && state.done >= crashes[0].at * state.of) {
      await crashes.shift()?.server.crash();
    }
    if (kills < storm.kills && Date.now() >= nextKill) {
      gang.killOne(random);
      kills += 1;
      nextKill = Date.now() + random.integer(...CALM_MS);
    }
    await pause(LOOK_MS);
    state = await storm.progress();
  }
  return state;
}
