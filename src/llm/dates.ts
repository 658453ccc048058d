import { type Day, dayNumber, daysBetween, isDay, weekdayOf } from '../shared/day.ts';
import { blank } from './sentences.ts';

/** A date as written: the year may be missing, and so may all but the weekday. */
export interface DateMention {
  readonly words: string;
  readonly index: number;
  readonly month?: number;
  readonly dayOfMonth?: number;
  readonly year?: number;
  readonly weekday?: number;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const month = `(${MONTHS.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join('|')})`;
const weekday = `(?:(${WEEKDAYS.map((name) => `${name}|${name.slice(0, 3)}`).join('|')}),? (?:the )?)?`;
const number = '(\\d{1,2})(?:st|nd|rd|th)?';
const year = '(?:,? (\\d{4}))?';

const ISO = /\b(\d{4}-\d{2}-\d{2})\b/g;
const RANGE = new RegExp(`\\b${number} ?(?:–|-|to|and) ?${number} (?:of )?${month}\\b${year}`, 'g');
const DAY_FIRST = new RegExp(`\\b${weekday}${number} (?:of )?${month}(?!\\w)${year}`, 'g');
const MONTH_FIRST = new RegExp(`\\b${weekday}${month} ${number}(?!\\d| ?%|:\\d)${year}`, 'g');
const WEEKDAY_ONLY = new RegExp(`\\b(${WEEKDAYS.join('|')})s?\\b`, 'g');

/** Finds the dates of a sentence and gives the sentence back without them. */
export function readDates(sentence: string): { dates: DateMention[]; rest: string } {
  const dates: DateMention[] = [];
  let rest = sentence;
  const take = (pattern: RegExp, read: (found: RegExpMatchArray) => Partial<DateMention>[]): void => {
    for (const found of rest.matchAll(pattern)) {
      for (const part of read(found)) dates.push({ words: found[0], index: found.index, ...part });
      rest = blank(rest, found.index, found[0].length);
    }
  };
  take(ISO, ([, iso = '']) => [partsOf(iso)]);
  take(RANGE, ([, first, second, name, written]) => [
    spelled(first, name, written, undefined),
    spelled(second, name, written, undefined),
  ]);
  take(DAY_FIRST, ([, dayName, day, name, written]) => [spelled(day, name, written, dayName)]);
  take(MONTH_FIRST, ([, dayName, name, day, written]) => [spelled(day, name, written, dayName)]);
  take(WEEKDAY_ONLY, ([, dayName]) => [{ weekday: indexOf(WEEKDAYS, dayName) }]);
  return { dates, rest };
}

function partsOf(iso: string): Partial<DateMention> {
  return { year: Number(iso.slice(0, 4)), month: Number(iso.slice(5, 7)), dayOfMonth: Number(iso.slice(8)) };
}

function spelled(
  day: string | undefined,
  monthName: string | undefined,
  writtenYear: string | undefined,
  dayName: string | undefined,
): Partial<DateMention> {
  return {
    dayOfMonth: Number(day),
    month: indexOf(MONTHS, monthName) + 1,
    ...(writtenYear === undefined ? {} : { year: Number(writtenYear) }),
    ...(dayName === undefined ? {} : { weekday: indexOf(WEEKDAYS, dayName) }),
  };
}

function indexOf(names: readonly string[], word = ''): number {
  return names.findIndex((name) => name.startsWith(word.slice(0, 3)));
}

/** A weekday alone means a day within the last two weeks or the next one. */
export function matchesDate(mention: DateMention, day: string, asOf: Day): boolean {
  if (!isDay(day)) return false;
  if (mention.year !== undefined && mention.year !== Number(day.slice(0, 4))) return false;
  if (mention.weekday !== undefined && mention.weekday !== weekdayOf(dayNumber(day))) return false;
  if (mention.month === undefined) {
    const distance = daysBetween(day, asOf);
    return distance <= 13 && distance >= -7;
  }
  return mention.month === Number(day.slice(5, 7)) && mention.dayOfMonth === Number(day.slice(8));
}
