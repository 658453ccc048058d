import { Temporal } from 'temporal-polyfill';
import { InputError } from './errors.ts';

/** A local calendar day, `YYYY-MM-DD`. Arithmetic runs on day numbers (days since 1970-01-01). */
export type Day = string & { readonly __day: unique symbol };

const MS_PER_DAY = 86_400_000;
const SHAPE = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Asked for every row that comes in, so it makes no dates. */
export function isDay(text: string): text is Day {
  if (!SHAPE.test(text)) return false;
  const month = Number(text.slice(5, 7));
  const date = Number(text.slice(8));
  if (date < 1 || date > (LONGEST_MONTHS[month - 1] ?? 0)) return false;
  return month !== 2 || date < 29 || isLeapYear(Number(text.slice(0, 4)));
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function parseDay(text: string): Day {
  if (!isDay(text)) throw new InputError('A day is written YYYY-MM-DD, for example 2026-03-20.');
  return text;
}

export function dayNumber(day: Day): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY);
}

export function dayFromNumber(number: number): Day {
  return new Date(number * MS_PER_DAY).toISOString().slice(0, 10) as Day;
}

export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

/** Days from `from` to `to`; positive when `to` is later. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 = Monday … 6 = Sunday. 1970-01-01 was a Thursday. */
export function weekdayOf(dayNumberValue: number): number {
  return (((dayNumberValue + 3) % 7) + 7) % 7;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export function dayInZone(instant: Date, timeZone: string): Day {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  return zoned.toPlainDate().toString() as Day;
}

/** The instant at which a local day begins: not always midnight, where clocks are changed at that hour. */
export function startOfDay(day: Day, timeZone: string): Date {
  const zoned = Temporal.PlainDate.from(day).toZonedDateTime(timeZone);
  return new Date(zoned.epochMilliseconds);
}

/** When the clocks of a zone show this time. A time that is left out that day is the same stretch later. */
export function instantAt(day: Day, time: { hour: number; minute: number }, timeZone: string): Date {
  const local = Temporal.PlainDate.from(day).toPlainDateTime(time);
  return new Date(local.toZonedDateTime(timeZone).epochMilliseconds);
}

/** "2026-03-20T07:12:00-07:00": a time as the clocks of a zone show it, and how far they are from UTC. */
export function timeWithOffset(day: Day, time: string, timeZone: string): string {
  const zoned = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(timeZone);
  return zoned.toString({ smallestUnit: 'second', timeZoneName: 'never' });
}

/** "2026-03-20 07:12", as a clock in the zone shows it. */
export function minuteInZone(instant: Date, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  return zoned.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** "7 March"; with the year where it is asked for. */
export function spellDay(day: Day, options: { year?: boolean; weekday?: boolean } = {}): string {
  const month = MONTHS[Number(day.slice(5, 7)) - 1];
  const weekday = options.weekday ? `${WEEKDAYS[weekdayOf(dayNumber(day))]} ` : '';
  return `${weekday}${Number(day.slice(8, 10))} ${month}${options.year ? ` ${day.slice(0, 4)}` : ''}`;
}
