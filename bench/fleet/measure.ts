import { setTimeout as pause } from 'node:timers/promises';
import type { Crew } from './crew.ts';
import type { Ask } from './enqueue.ts';
import type { Place } from './place.ts';
import { cpuSecondsOf, peakMegabytesOf } from './process-use.ts';

/** Processes beside the workers, where they run on this machine. */
export interface Bystanders {
  readonly oura: number;
  readonly redis?: number | undefined;
  readonly postgres?: number | undefined;
}

/** CPU seconds by who spent them. */
export interface Use {
  readonly workers: number;
  readonly redis: number;
  readonly postgres: number;
  readonly oura: number;
}

export interface Measured {
  readonly rounds: number;
  readonly seconds: number;
  readonly cpu: Use;
  /** Of each worker. */
  readonly peakMegabytes: readonly number[];
}

const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 15 * 60_000;

/** From the moment the rounds are asked for until the last of them is done, by the database's own times. */
export async function measureRounds(
  place: Place,
  crew: Crew,
  bystanders: Bystanders,
  ask: Ask,
): Promise<Measured> {
  const before = useOf(crew, bystanders);
  const began = Date.now();
  await crew.ask(ask);
  const ended = await untilDone(place, ask);
  const after = useOf(crew, bystanders);
  const spent = (who: keyof Use) => after[who] - before[who];
  return {
    rounds: ask.slugs.length,
    seconds: (ended - began) / 1000,
    cpu: {
      workers: spent('workers'),
      redis: spent('redis'),
      postgres: spent('postgres'),
      oura: spent('oura'),
    },
    peakMegabytes: crew.pids.map(peakMegabytesOf),
  };
}

/** Rounds nobody measures: a worker that has just started is still compiling itself. */
export async function warmUp(place: Place, crew: Crew, ask: Ask): Promise<void> {
  await crew.ask(ask);
  await untilDone(place, ask);
}

/** Resolves with the instant at which the last of them was done, by the database. */
export async function untilDone({ db }: Place, { slot, slugs }: Ask): Promise<number> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const rows = await db
      .selectFrom('round')
      .select(['state', 'finished_at'])
      .where('slot', '=', slot)
      .execute();
    if (rows.some(({ state }) => state === 'failed')) throw new Error('A round of the fleet failed.');
    const done = rows.filter(({ state }) => state === 'done');
    if (done.length === slugs.length) {
      return Math.max(...done.map(({ finished_at }) => Date.parse(finished_at ?? '')));
    }
    await pause(LOOK_EVERY_MS);
  }
  throw new Error('The rounds of the fleet did not come to an end.');
}

function useOf({ pids }: Crew, { oura, redis, postgres }: Bystanders): Use {
  return {
    workers: pids.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0),
    redis: redis === undefined ? 0 : cpuSecondsOf(redis),
    postgres: postgres === undefined ? 0 : cpuSecondsOf(postgres, { family: true }),
    oura: cpuSecondsOf(oura),
  };
}
