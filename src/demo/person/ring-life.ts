import { type Day, dayFromNumber, daysBetween } from '../../shared/day.ts';
import type { DailyDocument } from './daily-documents.ts';
import type { Scene } from './scene.ts';
import type { SleepDocument } from './sleep-document.ts';

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
  let known: Index | undefined;
  // Read on first use: most callers never ask for a row.
  const index = (): Index => {
    known ??= indexOf(documents);
    return known;
  };
  const offsets = new Map<number, number>();
  const wall = (instant: number): { day: number; seconds: number } => {
    const hour = Math.floor(instant / 3_600_000);
    const offset = offsets.get(hour) ?? zone.offsetSeconds(instant);
    offsets.set(hour, offset);
    const seconds = Math.floor(instant / 1000) + offset;
    return { day: Math.floor(seconds / 86_400), seconds: seconds % 86_400 };
  };
  const end = documents.sleep.reduce((last, { bedtime_end }) => Math.max(last, Date.parse(bedtime_end)), 0);
  const placeOf = (day: number): number => daysBetween(firstDay, dayFromNumber(day));
  const worn = (day: number): boolean => placeOf(day) >= 0 && wear.day(placeOf(day));
  const chargeOf = (day: number): { from: number; to: number } | undefined => {
    const written = dayFromNumber(day);
    const minutes = index().nonWear.get(written);
    if (minutes === undefined) return undefined;
    const from = zone.instant(written, chargeSeconds);
    return { from, to: from + minutes * 1000 };
  };
  return {
    lastDay: dayFromNumber(Math.floor(end / dayMs)),
    at: (instant) => {
      const { day, seconds } = wall(instant);
      const inside = index().find(instant);
      if (inside?.kind === 'sleep') {
        const item = inside.items[Math.floor((instant - inside.start) / 300_000)] ?? null;
        return { kind: 'sleep', bpm: item };
      }
      const charge = chargeOf(day);
      const charging = charge !== undefined && instant >= charge.from && instant < charge.to;
      if (instant > end || !worn(day) || charging) return { kind: 'off' };
      if (inside !== undefined) return { kind: inside.kind };
      // No sleep was seen though it is night: the ring lay on the table.
      const night = seconds >= 23 * 3600 || seconds < 7 * 3600;
      const nightOf = seconds >= 23 * 3600 ? day + 1 : day;
      return { kind: night && !wear.night(placeOf(nightOf)) ? 'off' : 'awake' };
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
