import { describe, expect, it } from 'vitest';
import type { Round } from '../../../db/stores/round-store.ts';
import type { CloudAccount } from '../../../src/demo/oura-cloud/account.ts';
import { nightlySlot } from '../../../src/jobs/slots.ts';
import { syncPersonHandler } from '../../../src/jobs/sync-person.ts';
import type { JobQueue } from '../../../src/queue/runtime.ts';
import { addDays, type Day, parseDay } from '../../../src/shared/day.ts';
import { silentMeter } from '../../../src/shared/meter.ts';
import { silentLogger } from '../queue/silent-logger.ts';
import type { Store } from '../stores/stage.ts';
import { HOUR_MS, never, type OuraWorld, openWorld } from './world.ts';

/** The morning on which the tests begin. */
const today = parseDay('2026-03-20');

function nights(last: Day, count: number): CloudAccount {
  const days = Array.from({ length: count }, (_, index) => addDays(last, -index));
  return {
    id: 'sleeper',
    personalInfo: {},
    documents: {
      sleep: days.map((day) => ({
        id: `night-${day}`,
        day,
        type: 'long_sleep',
        bedtime_start: `${addDays(day, -1)}T22:10:00+00:00`,
        bedtime_end: `${day}T05:10:00+00:00`,
        time_in_bed: 25_200,
        total_sleep_duration: 23_400,
      })),
    },
  };
}

/** A round of the clock's waits for the night, for six hours and no longer. */
export function describeWaitingForTheNight(store: () => Store): void {
  const startRound = (slot = nightlySlot(today)): Promise<Round> =>
    store().rounds.upsert(store().anna, slot, today);
  const run = async (world: OuraWorld, { id: roundId }: Round): Promise<void> => {
    await world.connect(store().anna);
    const enqueue: JobQueue['enqueue'] = async () => 'job';
    const handler = syncPersonHandler({
      ...store(),
      meter: silentMeter,
      ...world.dependencies,
      queue: { enqueue },
    });
    const payload = { personId: store().anna.id, roundId };
    await handler.run(payload, { signal: never, attempt: 1, logger: silentLogger });
  };
  const stepOf = async ({ id }: Round) =>
    (await store().steps.list(id)).map(({ step, state }) => `${step} ${state}`);
  const notYet = { name: 'NotYetError', retryAfterMs: 2 * HOUR_MS };

  it('puts the round off three times by two hours when the night is missing, and then runs on what there is', async () => {
    await using world = await openWorld(store(), { account: nights(addDays(today, -1), 5) });
    const round = await startRound();
    for (let tries = 0; tries < 3; tries++) {
      // The job begins a moment after the round was made.
      store().clock.advance(5_000);
      await expect(run(world, round)).rejects.toMatchObject(notYet);
      expect(await stepOf(round)).toEqual(['sync running']);
      store().clock.advance(2 * HOUR_MS);
    }
    await run(world, round);
    expect(await stepOf(round)).toEqual(['sync done']);
  });

  it('goes on as soon as the night is there', async () => {
    await using world = await openWorld(store(), { account: nights(today, 5) });
    world.cloud.faults.delayNight(today, new Date(store().clock.now().getTime() + 3 * HOUR_MS));
    const round = await startRound();
    for (let tries = 0; tries < 2; tries++) {
      await expect(run(world, round)).rejects.toMatchObject(notYet);
      store().clock.advance(2 * HOUR_MS);
    }
    await run(world, round);
    expect(await stepOf(round)).toEqual(['sync done']);
  });

  describe('does not wait', () => {
    it.each([
      ['when the whole night is there', nights(today, 5)],
      ['when the ring has not been worn for a week', nights(addDays(today, -8), 20)],
      ['when it was never worn', nights(today, 0)],
    ])('%s', async (_, account) => {
      await using world = await openWorld(store(), { account });
      const round = await startRound();
      await run(world, round);
      expect(await stepOf(round)).toEqual(['sync done']);
    });

    it('in a round that somebody asked for', async () => {
      await using world = await openWorld(store(), { account: nights(addDays(today, -1), 5) });
      const round = await startRound('asked-for');
      await run(world, round);
      expect(await stepOf(round)).toEqual(['sync done']);
    });

    it('when somebody has no connection at all', async () => {
      await using world = await openWorld(store(), { account: nights(addDays(today, -1), 5) });
      const round = await startRound();
      const handler = syncPersonHandler({
        ...store(),
        ...world.dependencies,
        meter: silentMeter,
        queue: { enqueue: async () => 'job' },
      });
      const payload = { personId: store().berta.id, roundId: round.id };
      await handler.run(payload, { signal: never, attempt: 1, logger: silentLogger });
      expect(await stepOf(round)).toEqual(['sync done']);
      expect(world.cloud.requests()).toEqual({});
    });
  });
}
