import { describe, expect, it } from 'vitest';
import { keepSchedules } from '../../../src/jobs/keep-schedules.ts';
import { eveningSchedule, morningSchedule } from '../../../src/jobs/start-appointment-round.ts';
import { nightlySchedule } from '../../../src/jobs/start-nightly-round.ts';
import { weeklySchedule } from '../../../src/jobs/start-weekly-digest.ts';
import { silentLogger } from '../../support/queue/silent-logger.ts';
import { setStore } from '../../support/stores/stage.ts';
import { scratchSite } from '../../support/test-database.ts';

const store = setStore(scratchSite);
const schedules = [nightlySchedule, eveningSchedule, morningSchedule, weeklySchedule];

/** What the queue is told: which job for whom, when, where; a zone it does not know is refused. */
function clockwork() {
  const kept = new Map<string, string>();
  const times = new Map<string, Date>();
  let written = 0;
  const queue = {
    schedule: async (
      id: string,
      { name }: { name: string },
      payload: unknown,
      { pattern, timeZone }: { pattern: string; timeZone: string },
    ) => {
      if (timeZone === 'Nowhere/Land') throw new Error('unknown zone');
      written += 1;
      kept.set(id, [name, (payload as { personId: string }).personId, pattern, timeZone].join(' | '));
      times.set(id, new Date(store().clock.now().getTime() + 3_600_000));
    },
    unschedule: async (id: string) => {
      times.delete(id);
      return kept.delete(id);
    },
    scheduleTimes: async () => times,
  };
  const keep = (except: readonly string[] = []) =>
    keepSchedules({ ...store(), queue, logger: silentLogger }, schedules, except);
  return { kept, times, keep, count: () => written };
}

describe('what every person has on the clock', () => {
  it('is a round every day, a look for appointments every evening and morning and a digest on Monday, on their own clocks', async () => {
    const { anna, berta } = store();
    const { kept, keep } = clockwork();
    await keep();
    expect([...kept.values()].sort()).toEqual(
      [
        `start-nightly-round | ${anna.id} | 0 10 * * * | Europe/London`,
        `start-nightly-round | ${berta.id} | 0 10 * * * | America/New_York`,
        `start-appointment-round | ${anna.id} | 0 18 * * * | Europe/London`,
        `start-appointment-round | ${berta.id} | 0 18 * * * | America/New_York`,
        `start-appointment-round | ${anna.id} | 0 6 * * * | Europe/London`,
        `start-appointment-round | ${berta.id} | 0 6 * * * | America/New_York`,
        `start-weekly-digest | ${anna.id} | 0 11 * * 1 | Europe/London`,
        `start-weekly-digest | ${berta.id} | 0 11 * * 1 | America/New_York`,
      ].sort(),
    );
  });

  it('follows who comes, goes and moves, and leaves what is not a person alone', async () => {
    const { anna, berta, people } = store();
    const { kept, times, keep } = clockwork();
    kept.set('webhooks', 'of the house');
    times.set('webhooks', store().clock.now());
    await keep();
    await people.delete(berta);
    await people.updateTimezone(anna, 'Asia/Tokyo');
    await people.insert('clara', 'Nowhere/Land');
    const dora = await people.insert('dora', 'Europe/Paris');
    await people.insert('demo', 'Europe/London');
    await keep(['demo']);
    const rounds = [...kept.values()].filter((line) => line.startsWith('start-nightly-round'));
    expect(rounds.sort()).toEqual(
      [
        `start-nightly-round | ${anna.id} | 0 10 * * * | Asia/Tokyo`,
        `start-nightly-round | ${dora.id} | 0 10 * * * | Europe/Paris`,
      ].sort(),
    );
    expect(kept.get('webhooks')).toBe('of the house');
  });

  it('is not written again while it is there, and is when its tick was lost', async () => {
    const { keep, times, count } = clockwork();
    await keep();
    await keep();
    expect(count()).toBe(8);
    const [first = ''] = times.keys();
    times.set(first, new Date(store().clock.now().getTime() - 2 * 3_600_000));
    await keep();
    expect(count()).toBe(9);
  });
});
