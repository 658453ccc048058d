import { addDays, type Day } from '../../shared/day.ts';
import { buildActivity } from './activity-document.ts';
import { writeCheckIns } from './check-ins.ts';
import { buildDailySleep, buildReadiness, buildSpo2, type DailyDocument } from './daily-documents.ts';
import { documentId } from './ids.ts';
import { planNap, planNight } from './night.ts';
import { buildProfile, type DemoProfile } from './profile.ts';
import { createRandom } from './random.ts';
import { generateSignals, type Signals } from './signals.ts';
import { buildSleepDocument, type SleepDocument, type SleepType } from './sleep-document.ts';
import { plantedStory } from './story.ts';
import { planWear } from './wear.ts';
import { createZoneClock, type ZoneClock } from './zone-clock.ts';

/** Everything the outside world holds about one invented woman of seventy. */
export interface DemoPerson {
  readonly name: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly oura: {
    readonly userId: string;
    readonly personalInfo: Readonly<Record<string, unknown>>;
    readonly documents: OuraDocuments;
  };
  readonly checkInsCsv: string;
  readonly profile: DemoProfile;
}

interface OuraDocuments {
  readonly [collection: string]: readonly (SleepDocument | DailyDocument)[];
  readonly sleep: readonly SleepDocument[];
  readonly daily_sleep: readonly DailyDocument[];
  readonly daily_readiness: readonly DailyDocument[];
  readonly daily_activity: readonly DailyDocument[];
  readonly daily_spo2: readonly DailyDocument[];
}

export interface DemoPersonOptions {
  /** The day of the last night: the morning on which the demo is looked at. */
  readonly lastDay: Day;
  readonly days?: number;
  /** Another seed is another history with the same story. */
  readonly seed?: number;
}

export function generateDemoPerson({ lastDay, days = 180, seed = 1 }: DemoPersonOptions): DemoPerson {
  const firstDay = addDays(lastDay, 1 - days);
  const profile = buildProfile(lastDay);
  const signals = generateSignals(firstDay, days, seed, storyOnset(lastDay));
  const wear = planWear(firstDay, lastDay, signals, seed);
  const zone = createZoneClock(profile.timezone);
  const indices = Array.from({ length: days }, (_, index) => index);
  const nights = indices.filter((index) => wear.night(index));
  // The vendor shows a day's activity only once it is over, so the last day has none yet.
  const activeDays = indices.filter((index) => wear.day(index) && index < days - 1);
  const scene: Scene = { seed, firstDay, lastDay, signals, zone };
  const written = nights.map((index) => writeNight(scene, index));
  const sleep = [...written.map((night) => night.sleep), ...extraPeriods(scene, nights)];
  return {
    name: 'Edith Marlowe',
    firstDay,
    lastDay,
    oura: {
      userId: documentId(seed, 'user', 'demo'),
      personalInfo: {
        age: 70,
        weight: 64.5,
        height: 1.63,
        biological_sex: 'female',
        email: 'edith@example.org',
      },
      documents: {
        sleep: sleep.sort((left, right) => Date.parse(left.bedtime_start) - Date.parse(right.bedtime_start)),
        daily_sleep: written.map((night) => night.dailySleep),
        daily_readiness: written.map((night) => night.readiness),
        daily_activity: activeDays.map((index) =>
          buildActivity(seed, zone, addDays(firstDay, index), index, signals),
        ),
        daily_spo2: nights.map((index, order) =>
          buildSpo2(seed, addDays(firstDay, index), index, signals, order === Math.floor(nights.length / 3)),
        ),
      },
    },
    checkInsCsv: writeCheckIns(firstDay, days, signals, wear, seed),
    profile,
  };
}

function storyOnset(lastDay: Day): Day {
  return plantedStory(lastDay).shifts[0]?.onset ?? lastDay;
}

interface Scene {
  readonly seed: number;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly signals: Signals;
  readonly zone: ZoneClock;
}

function writeNight({ seed, firstDay, lastDay, signals, zone }: Scene, index: number) {
  const day = addDays(firstDay, index);
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

/** What else the ring thinks it saw: naps, a rest that was no sleep, a row the person removed. */
function extraPeriods({ seed, firstDay, zone }: Scene, nights: readonly number[]): SleepDocument[] {
  const random = createRandom(seed, 'naps');
  // Only beside a night: a nap alone on its day would have to pass for the night. Never on the last day, still young.
  const days = nights.slice(1, -1);
  const write = (index: number, type: SleepType, period: number, noSignal: boolean): SleepDocument => {
    const day = addDays(firstDay, index);
    const plan = planNap(seed, index, 59, 32);
    return buildSleepDocument(plan, { seed, zone, day, bedtimeDay: day, type, period, noSignal });
  };
  const napDays = days.filter(() => random.chance(0.05));
  const naps = napDays.map((index, order) => write(index, 'sleep', 1, order === 0));
  const at = (share: number): number => days[Math.floor(days.length * share)] ?? 0;
  if (days.length < 10) return naps;
  return [...naps, write(at(0.35), 'rest', 2, false), write(at(0.6), 'deleted', 2, false)];
}
