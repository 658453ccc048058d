import { type Day, dayFromNumber, dayNumber } from '../../shared/day.ts';
import type { DailyDocument } from './daily-documents.ts';
import type { Scene } from './scene.ts';
import type { SleepDocument } from './sleep-document.ts';
import type { ZoneClock } from './zone-clock.ts';

/** What the ring was doing at an instant, told from the documents: the rows and the documents agree. */
export interface RingLife {
  /** The UTC day of the last row: rows end with the last night. */
  readonly lastDay: Day;
  at(epochMs: number): Moment;
  /** Since the end of the last charge, or the share of the present one; undefined while the ring lies about. */
  chargeAt(epochMs: number): { readonly sinceMs: number; readonly share: number | undefined } | undefined;
}

export type Moment =
  | { readonly kind: 'off' | 'awake' | 'workout' | 'session' }
  /** The sample of the sleep document; null where it has none. */
  | { readonly kind: 'sleep'; readonly bpm: number | null };

interface Charge {
  readonly from: number;
  readonly to: number;
}

interface Interval {
  readonly kind: 'sleep' | 'workout' | 'session';
  readonly start: number;
  readonly end: number;
  readonly items: readonly (number | null)[];
}

export interface LivedDocuments {
  readonly sleep: readonly SleepDocument[];
  readonly daily_activity: readonly DailyDocument[];
  readonly workout: readonly Readonly<Record<string, unknown>>[];
  readonly session: readonly Readonly<Record<string, unknown>>[];
}

const dayMs = 86_400_000;
/** The charger stands beside the breakfast: see the layout of the activity day. */
const chargeSeconds = 7 * 3600 + 1800;

export function ringLife(scene: Scene, documents: LivedDocuments): RingLife {
  const { zone, firstDay, wear } = scene;
  // Read on first use: most callers never ask for a row.
  const index = once(() => indexOf(documents));
  const wall = wallClock(zone);
  const chargeOf = remember((day: number) => findCharge(zone, index().nonWear, dayFromNumber(day)));
  const end = documents.sleep.reduce((last, { bedtime_end }) => Math.max(last, Date.parse(bedtime_end)), 0);
  const first = dayNumber(firstDay);
  const worn = (day: number): boolean => day >= first && wear.day(day - first);
  return {
    lastDay: dayFromNumber(Math.floor(end / dayMs)),
    at: (instant) => {
      const { day, seconds } = wall(instant);
      const inside = index().find(instant);
      if (inside?.kind === 'sleep') {
        return { kind: 'sleep', bpm: inside.items[Math.floor((instant - inside.start) / 300_000)] ?? null };
      }
      const charge = chargeOf(day);
      const charging = charge !== undefined && instant >= charge.from && instant < charge.to;
      if (instant > end || !worn(day) || charging) return { kind: 'off' };
      if (inside !== undefined) return { kind: inside.kind };
      // No sleep was seen though it is night: the ring lay on the table.
      const night = seconds >= 23 * 3600 || seconds < 7 * 3600;
      const nightOf = seconds >= 23 * 3600 ? day + 1 : day;
      return { kind: night && !wear.night(nightOf - first) ? 'off' : 'awake' };
    },
    chargeAt: (instant) => {
      const { day } = wall(instant);
      if (instant > end || !worn(day)) return undefined;
      for (const back of [0, 1, 2, 3, 4]) {
        const charge = chargeOf(day - back);
        if (charge === undefined || instant < charge.from) continue;
        if (instant >= charge.to) return { sinceMs: instant - charge.to, share: undefined };
        return { sinceMs: 0, share: (instant - charge.from) / (charge.to - charge.from) };
      }
      return undefined;
    },
  };
}

/** Day number and second of the day on the person's clock; clocks change on the hour, so an offset holds for one. */
function wallClock(zone: ZoneClock): (instant: number) => { day: number; seconds: number } {
  const offsetOf = remember((hour: number) => zone.offsetSeconds(hour * 3_600_000));
  return (instant) => {
    const seconds = Math.floor(instant / 1000) + offsetOf(Math.floor(instant / 3_600_000));
    return { day: Math.floor(seconds / 86_400), seconds: seconds % 86_400 };
  };
}

function findCharge(zone: ZoneClock, nonWear: Index['nonWear'], day: Day): Charge | undefined {
  const seconds = nonWear.get(day);
  if (seconds === undefined) return undefined;
  const from = zone.instant(day, chargeSeconds);
  return { from, to: from + seconds * 1000 };
}

function remember<Value>(find: (key: number) => Value): (key: number) => Value {
  const known = new Map<number, { readonly value: Value }>();
  return (key) => {
    const entry = known.get(key) ?? { value: find(key) };
    known.set(key, entry);
    return entry.value;
  };
}

function once<Value>(make: () => Value): () => Value {
  const made = remember(make);
  return () => made(0);
}

interface Index {
  find(epochMs: number): Interval | undefined;
  /** Seconds off the finger by activity day. */
  readonly nonWear: ReadonlyMap<Day, number>;
}

function indexOf({ sleep, workout, session, daily_activity }: LivedDocuments): Index {
  const byDay = new Map<number, Interval[]>();
  const add = (kind: Interval['kind'], from: unknown, to: unknown, items: Interval['items'] = []): void => {
    const interval = { kind, start: Date.parse(String(from)), end: Date.parse(String(to)), items };
    for (const day of new Set([Math.floor(interval.start / dayMs), Math.floor(interval.end / dayMs)])) {
      const ofDay = byDay.get(day);
      if (ofDay === undefined) byDay.set(day, [interval]);
      else ofDay.push(interval);
    }
  };
  for (const { type, bedtime_start, bedtime_end, heart_rate } of sleep) {
    if (type === 'long_sleep' || type === 'sleep')
      add('sleep', bedtime_start, bedtime_end, heart_rate?.items);
  }
  for (const { start_datetime, end_datetime } of workout) add('workout', start_datetime, end_datetime);
  for (const { start_datetime, end_datetime } of session) add('session', start_datetime, end_datetime);
  return {
    find: (instant) =>
      byDay.get(Math.floor(instant / dayMs))?.find(({ start, end }) => instant >= start && instant < end),
    nonWear: new Map(daily_activity.map(({ day, non_wear_time }) => [day, Number(non_wear_time)])),
  };
}
