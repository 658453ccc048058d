import { type Day, dayNumber, isDay } from '../../shared/day.ts';

const SHAPE =
  /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,]\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const SECONDS_PER_DAY = 86_400;

/**
 * A moment as the clock on the wall showed it, and how far that clock was from UTC where the source says so.
 */
export interface WallTime {
  /** Whole seconds from 1970-01-01T00:00 of the wall clock. */
  readonly seconds: number;
  readonly offsetSeconds: number | undefined;
}

/** Oura writes with and without milliseconds, with an offset or `Z`. Undefined: not a timestamp. */
export function parseWallTime(text: string): WallTime | undefined {
  const [, date, hours, minutes, seconds, zone] = SHAPE.exec(text) ?? [];
  if (date === undefined || !isDay(date)) return undefined;
  return {
    seconds:
      dayNumber(date) * SECONDS_PER_DAY + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0),
    offsetSeconds: zone === undefined ? undefined : parseOffset(zone),
  };
}

function parseOffset(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const digits = zone.replace(':', '');
  const size = Number(digits.slice(1, 3)) * 3600 + Number(digits.slice(3, 5)) * 60;
  return zone.startsWith('-') ? -size : size;
}

/** Oura writes 1970 for "never". */
export function isSentinel(time: WallTime): boolean {
  return time.seconds < dayNumber('2000-01-01' as Day) * SECONDS_PER_DAY;
}

/** Minutes from the local midnight that begins the day; negative on the evening before. */
export function minutesFromMidnight(time: WallTime, day: Day): number {
  return (time.seconds - dayNumber(day) * SECONDS_PER_DAY) / 60;
}

/** Seconds that passed between two moments; undefined when only one of them names its offset. */
export function secondsBetween(start: WallTime, end: WallTime): number | undefined {
  if ((start.offsetSeconds === undefined) !== (end.offsetSeconds === undefined)) return undefined;
  return end.seconds - (end.offsetSeconds ?? 0) - (start.seconds - (start.offsetSeconds ?? 0));
}
