import { addDays } from '../../shared/day.ts';
import { buildDailySleep, buildReadiness } from './daily-documents.ts';
import { type NightPlan, planNap, planNight } from './night.ts';
import { createRandom } from './random.ts';
import { dayOf, type Scene } from './scene.ts';
import { buildSleepDocument, type SleepContext, type SleepDocument } from './sleep-document.ts';

export function writeNight(scene: Scene, index: number) {
  const { seed, lastDay, signals, zone } = scene;
  const day = dayOf(scene, index);
  const plan = planNight(lastDay, day, index, signals, seed);
  const readiness = buildReadiness(seed, day, index, plan, signals);
  const { id: _id, day: _day, timestamp: _timestamp, ...snapshot } = readiness;
  const sleep = buildSleepDocument(plan, {
    seed,
    zone,
    day,
    bedtimeDay: addDays(day, -1),
    type: 'long_sleep',
    period: 0,
    readiness: snapshot,
  });
  return { sleep, readiness, dailySleep: buildDailySleep(seed, day, plan) };
}

type Told = Pick<SleepContext, 'type' | 'period' | 'signal'>;
const silentNapSeconds = 16 * 3600 + 300;
const eveningNapSeconds = 17 * 3600 + 50 * 60;

/** What else the ring thinks it saw: naps, a rest that was no sleep, a row the person removed. */
export function writeOtherPeriods(scene: Scene, nights: readonly number[]): SleepDocument[] {
  const { seed, zone, wear } = scene;
  const random = createRandom(seed, 'naps');
  // Only beside a night: a nap alone on its day would have to pass for the night. Never on the last day, still young.
  const days = nights.slice(1, -1);
  const write = (index: number, told: Told, change: Partial<NightPlan> = {}, evening = false) => {
    const day = dayOf(scene, index);
    const bedtimeDay = evening ? addDays(day, -1) : day;
    return buildSleepDocument(
      { ...planNap(seed, index, 59, 32), ...change },
      { seed, zone, day, bedtimeDay, ...told },
    );
  };
  const napDays = days.filter(() => random.chance(0.05));
  const naps = napDays.map((index, order) =>
    write(index, { type: 'sleep', period: 1, signal: order === 0 ? 'empty' : 'good' }),
  );
  if (days.length < 10) return naps;
  const at = (share: number): number => days[Math.floor(days.length * share)] ?? 0;
  // A nap that ends after 18:00 belongs to the next day; the ring must have been on the evening before.
  const evening = days.find((index) => index >= at(0.8) && wear.day(index - 1));
  return [
    ...naps,
    write(at(0.35), { type: 'rest', period: 2 }),
    write(at(0.6), { type: 'deleted', period: 2 }),
    write(at(0.2), { type: 'sleep', period: 3, signal: 'absent' }, { bedtimeSeconds: silentNapSeconds }),
    ...(evening === undefined
      ? []
      : [write(evening, { type: 'sleep', period: 3 }, { bedtimeSeconds: eveningNapSeconds }, true)]),
  ];
}
