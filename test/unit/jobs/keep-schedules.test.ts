import { describe, expect, it } from 'vitest';
import { scheduleNightlyRounds } from '../../../src/jobs/start-nightly-round.ts';
import { scheduleWeeklyDigests } from '../../../src/jobs/start-weekly-digest.ts';
import type { Schedule } from '../../../src/queue/schedules.ts';
import { silentLogger } from '../../support/queue/silent-logger.ts';
import { setStore } from '../../support/stores/stage.ts';
import { scratchSite } from '../../support/test-database.ts';

const store = setStore(scratchSite);

/** What the queue is told, by id; a zone it does not know is refused. */
function schedules() {
  const kept = new Map<string, Schedule>();
  return {
    kept,
    queue: {
      schedule: async (
        id: string,
        { name, queue }: { name: string; queue: Schedule['queue'] },
        payload: unknown,
        times: { pattern: string; timeZone: string },
      ) => {
        if (times.timeZone === 'Nowhere/Land') throw new Error('unknown zone');
        kept.set(id, { id, name, queue, payload, nextAt: undefined, ...times });
      },
      unschedule: async (id: string) => kept.delete(id),
      listSchedules: async () => [...kept.values()],
    },
  };
}

describe('what every person has on the clock', () => {
  it('is a round every day and a digest on Monday, on their own clocks', async () => {
    const { anna, berta, people } = store();
    const { kept, queue } = schedules();
    const dependencies = { people, queue, logger: silentLogger };
    await scheduleNightlyRounds(dependencies, []);
    await scheduleWeeklyDigests(dependencies, []);
    const told = [...kept.values()].map(({ id, name, pattern, timeZone, payload }) => [
      id,
      name,
      pattern,
      timeZone,
      payload,
    ]);
    const [hers, others] = [{ personId: anna.id }, { personId: berta.id }];
    expect(told).toEqual([
      [`nightly-${anna.id}`, 'start-nightly-round', '0 10 * * *', 'Europe/London', hers],
      [`nightly-${berta.id}`, 'start-nightly-round', '0 10 * * *', 'America/New_York', others],
      [`weekly-${anna.id}`, 'start-weekly-digest', '0 11 * * 1', 'Europe/London', hers],
      [`weekly-${berta.id}`, 'start-weekly-digest', '0 11 * * 1', 'America/New_York', others],
    ]);
  });

  it('follows who comes, goes and moves, and leaves the schedules of others alone', async () => {
    const { anna, berta, people } = store();
    const { kept, queue } = schedules();
    const dependencies = { people, queue, logger: silentLogger };
    await scheduleNightlyRounds(dependencies, []);
    await scheduleWeeklyDigests(dependencies, []);
    await people.delete(berta);
    await people.updateTimezone(anna, 'Asia/Tokyo');
    const clara = await people.insert('clara', 'Nowhere/Land');
    const dora = await people.insert('dora', 'Europe/Paris');
    await people.insert('demo', 'Europe/London');
    await scheduleWeeklyDigests(dependencies, ['demo']);
    const weekly = [...kept.values()].filter(({ id }) => id.startsWith('weekly-'));
    expect(weekly.map(({ id, timeZone }) => [id, timeZone])).toEqual([
      [`weekly-${anna.id}`, 'Asia/Tokyo'],
      [`weekly-${dora.id}`, 'Europe/Paris'],
    ]);
    expect(kept.has(`weekly-${clara.id}`)).toBe(false);
    expect(kept.has(`nightly-${berta.id}`)).toBe(true);
  });
});
