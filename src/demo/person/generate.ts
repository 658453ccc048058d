import { addDays, type Day } from '../../shared/day.ts';
import type { RowSeries } from '../row-series.ts';
import { buildActivity } from './activity-document.ts';
import { batteryRows } from './battery-rows.ts';
import { writeCheckIns } from './check-ins.ts';
import { buildSpo2, type DailyDocument } from './daily-documents.ts';
import { heartRateRows } from './heart-rate-rows.ts';
import { documentId } from './ids.ts';
import { writeOtherDocuments } from './other-documents.ts';
import { writeNight, writeOtherPeriods } from './periods.ts';
import { buildProfile, type DemoProfile } from './profile.ts';
import { type LivedDocuments, ringLife } from './ring-life.ts';
import { dayOf, type PersonDocument, type Scene } from './scene.ts';
import { generateSignals } from './signals.ts';
import type { SleepDocument } from './sleep-document.ts';
import { plantedStory } from './story.ts';
import { planWear } from './wear.ts';
import { createZoneClock } from './zone-clock.ts';

/** Everything the outside world holds about one invented woman of seventy. */
export interface DemoPerson {
  readonly name: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly oura: {
    readonly userId: string;
    readonly personalInfo: Readonly<Record<string, unknown>>;
    readonly documents: OuraDocuments;
    /** Time series by collection. */
    readonly series: Readonly<Record<'heartrate' | 'ring_battery_level', RowSeries>>;
  };
  readonly checkInsCsv: string;
  readonly profile: DemoProfile;
}

interface OuraDocuments {
  readonly [collection: string]: readonly PersonDocument[];
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
  const scene: Scene = { seed, firstDay, lastDay, signals, wear, zone };
  const documents = writeDocuments(scene, days);
  const life = ringLife(scene, documents);
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
      documents,
      series: {
        heartrate: heartRateRows(seed, firstDay, life),
        ring_battery_level: batteryRows(seed, firstDay, life),
      },
    },
    checkInsCsv: writeCheckIns(firstDay, days, signals, wear, seed),
    profile,
  };
}

function storyOnset(lastDay: Day): Day {
  return plantedStory(lastDay).shifts[0]?.onset ?? lastDay;
}

function writeDocuments(scene: Scene, days: number): OuraDocuments & LivedDocuments {
  const { seed, wear, zone, signals } = scene;
  const indices = Array.from({ length: days }, (_, index) => index);
  const nights = indices.filter((index) => wear.night(index));
  // The vendor shows a day's activity only once it is over, so the last day has none yet.
  const activeDays = indices.filter((index) => wear.day(index) && index < days - 1);
  const written = nights.map((index) => writeNight(scene, index));
  const sleep = [...written.map((night) => night.sleep), ...writeOtherPeriods(scene, nights)];
  return {
    sleep: sleep.sort((left, right) => Date.parse(left.bedtime_start) - Date.parse(right.bedtime_start)),
    daily_sleep: written.map((night) => night.dailySleep),
    daily_readiness: written.map((night) => night.readiness),
    daily_activity: activeDays.map((index) => buildActivity(seed, zone, dayOf(scene, index), index, signals)),
    daily_spo2: nights.map((index, order) =>
      buildSpo2(seed, dayOf(scene, index), index, signals, isUnmeasured(order, nights.length)),
    ),
    ...writeOtherDocuments(scene, { nights, activeDays }),
  };
}

/** One night in a short history, about one in 270 in a long one. */
function isUnmeasured(order: number, nights: number): boolean {
  return order === Math.floor(nights / 3) || order % 270 === 269;
}
