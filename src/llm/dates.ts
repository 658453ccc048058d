import { type Day, dayNumber, daysBetween, isDay, weekdayOf } from '../shared/day.ts';
import { DIGITS, NUMBER_WORDS, numeric } from './number-words.ts';
import { blank } from './sentences.ts';

/** A date as written: the year may be missing, and so may all but the weekday. */
export interface DateMention {
  readonly words: string;
  readonly index: number;
  readonly month?: number;
  readonly dayOfMonth?: number;
  readonly year?: number;
  readonly weekday?: number;
  /** "Early March": the days of the month it may be. */
  readonly part?: Stretch;
  /** "Two weeks ago": how many days before today it may be. */
  readonly ago?: Stretch;
  /** "The Tuesday after": not counted from today. */
  readonly isAnyWeek?: boolean;
  /** "7/3" is the 7th of March or the 3rd of July: nobody can tell, so it follows from nothing. */
  readonly isAmbiguous?: boolean;
}

type Stretch = readonly [least: number, most: number];

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const month = `(${MONTHS.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join('|')})`;
const weekday = `(?:(${WEEKDAYS.map((name) => `${name}|${name.slice(0, 3)}`).join('|')}),? (?:the )?)?`;
const number = '(\\d{1,2})(?:st|nd|rd|th)?';
const year = '(?:,? (\\d{4}))?';
const fullMonth = `(${MONTHS.join('|')})`;

const ISO = /\b(\d{4})[-/](\d{2})[-/](\d{2})\b/g;
const DOTTED = /\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/g;
const SLASHED =
  /(?<=\b(?:on|since|from|until|by|about|around|of|began|between|and|to|before|after) )(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?\b(?! (?:days|nights|mornings|cases|times|occasions|mm))/g;
const RANGE = new RegExp(
  `(?<!${month} )\\b${number} ?(?:–|-|to|and) ?${number} (?:of )?${month}(?!\\w)${year}`,
  'g',
);
const MONTH_RANGE = new RegExp(
  `\\b${month} ${number} ?(?:–|-|to|and) ?${number}(?!\\d|st|nd|rd|th| ?%|:\\d| (?:of )?(?:${MONTHS.map((name) => name.slice(0, 3)).join('|')}))${year}`,
  'g',
);
const DAY_FIRST = new RegExp(`\\b${weekday}${number} (?:of )?${month}(?!\\w)${year}`, 'g');
const MONTH_FIRST = new RegExp(`\\b${weekday}${month} ${number}(?!\\d| ?%|:\\d)${year}`, 'g');
const MONTH_PART = new RegExp(
  `\\b(?:(early|mid|late)(?:[- ]|\\s+in\\s+)|the (beginning|start|middle|end) of |the (first|second|third|last) week of |(?<=\\b(?:in|since|during|until|by|from|through|throughout|around|about|to|of) ))${fullMonth}\\b(?! \\d{1,2}\\b)${year}`,
  'gi',
);
const WEEKDAY_ONLY = new RegExp(`\\b(${WEEKDAYS.join('|')})s?\\b( (?:after|before|following)\\b)?`, 'g');
const AGO = new RegExp(
  `\\b(an?|a couple of|${DIGITS}|${NUMBER_WORDS}) (days?|nights?|weeks?|fortnights?|months?) (?:ago|back)\\b`,
  'gi',
);
const NAMED_DAY =
  /\b(?:yesterday|last night|tonight|today|this morning|tomorrow|(?<!\bthe )(?:last|this) (?:week|month))\b/gi;

/** Finds the dates of a sentence and gives the sentence back without them. */
export function readDates(sentence: string): { dates: DateMention[]; rest: string } {
  const dates: DateMention[] = [];
  let rest = sentence;
  const take = (pattern: RegExp, read: (found: RegExpMatchArray) => Partial<DateMention>[]): void => {
    for (const found of rest.matchAll(pattern)) {
      const parts = read(found);
      for (const part of parts) dates.push({ words: found[0], index: found.index, ...part });
      if (parts.length > 0) rest = blank(rest, found.index, found[0].length);
    }
  };
  take(ISO, ([, y, m, d]) => [{ year: Number(y), month: Number(m), dayOfMonth: Number(d) }]);
  take(DOTTED, ([, d, m, y]) => [{ year: Number(y), month: Number(m), dayOfMonth: Number(d) }]);
  take(SLASHED, ([, first, second, written]) => slashed(Number(first), Number(second), written));
  take(RANGE, ([, , first, second, name, written]) => [
    spelled(first, name, written, undefined),
    spelled(second, name, written, undefined),
  ]);
  take(MONTH_RANGE, ([, name, first, second, written]) => [
    spelled(first, name, written, undefined),
    spelled(second, name, written, undefined),
  ]);
  take(DAY_FIRST, ([, dayName, day, name, written]) => [spelled(day, name, written, dayName)]);
  take(MONTH_FIRST, ([, dayName, name, day, written]) => [spelled(day, name, written, dayName)]);
  take(AGO, ([, count, unit]) => [{ ago: agoOf(count ?? '', unit ?? '') }]);
  take(MONTH_PART, ([, part, edge, week, name, written]) => [
    { ...monthOf(name, written), part: partOf(part ?? edge ?? week) },
  ]);
  take(NAMED_DAY, ([words]) => [{ ago: NAMED[words.toLowerCase()] ?? [0, 0] }]);
  take(WEEKDAY_ONLY, ([, dayName, relative]) => [
    { weekday: indexOf(WEEKDAYS, dayName), ...(relative === undefined ? {} : { isAnyWeek: true }) },
  ]);
  return { dates, rest };
}

/** A week is told of up to its whole, a month likewise. */
const NAMED: Readonly<Record<string, Stretch>> = {
  yesterday: [1, 1],
  tomorrow: [-1, -1],
  'this week': [0, 6],
  'last week': [1, 13],
  'this month': [0, 30],
  'last month': [1, 61],
};

function slashed(first: number, second: number, written: string | undefined): Partial<DateMention>[] {
  const years = written === undefined ? {} : { year: Number(written) };
  if (first > 12 && second > 12) return [];
  if (first <= 12 && second <= 12 && first !== second) return [{ isAmbiguous: true }];
  return [{ dayOfMonth: Math.max(first, second), month: Math.min(first, second), ...years }];
}

/** "Three weeks ago" is a day that rounds to three weeks; days are counted. */
function agoOf(count: string, unit: string): Stretch {
  const number = /^an?$/i.test(count) ? 1 : /couple/i.test(count) ? 2 : numeric(count);
  if (/^(?:day|night)/i.test(unit)) return [number, number];
  const [length, slack] = /^week/i.test(unit) ? [7, 3] : /^fort/i.test(unit) ? [14, 3] : [30.4, 10];
  return [number * length - slack, number * length + slack];
}

function partOf(word = ''): Stretch {
  switch (word.toLowerCase()) {
    case 'early':
    case 'beginning':
    case 'start':
      return [1, 10];
    case 'mid':
    case 'middle':
      return [11, 20];
    case 'late':
    case 'end':
      return [21, 31];
    case 'first':
      return [1, 7];
    case 'second':
      return [8, 14];
    case 'third':
      return [15, 21];
    case 'last':
      return [22, 31];
    default:
      return [1, 31];
  }
}

function monthOf(name: string | undefined, written: string | undefined): Partial<DateMention> {
  return {
    month: indexOf(MONTHS, name) + 1,
    ...(written === undefined ? {} : { year: Number(written) }),
  };
}

function spelled(
  day: string | undefined,
  monthName: string | undefined,
  writtenYear: string | undefined,
  dayName: string | undefined,
): Partial<DateMention> {
  return {
    dayOfMonth: Number(day),
    ...monthOf(monthName, writtenYear),
    ...(dayName === undefined ? {} : { weekday: indexOf(WEEKDAYS, dayName) }),
  };
}

function indexOf(names: readonly string[], word = ''): number {
  const start = word.slice(0, 3).toLowerCase();
  return names.findIndex((name) => name.toLowerCase().startsWith(start));
}

/** A weekday alone means a day within the last two weeks or the next one. */
export function matchesDate(mention: DateMention, day: string, asOf: Day): boolean {
  if (!isDay(day) || mention.isAmbiguous === true) return false;
  if (mention.year !== undefined && mention.year !== Number(day.slice(0, 4))) return false;
  if (mention.weekday !== undefined && mention.weekday !== weekdayOf(dayNumber(day))) return false;
  const distance = daysBetween(day, asOf);
  if (mention.ago !== undefined) return within(distance, mention.ago);
  if (mention.month === undefined) return mention.isAnyWeek === true || within(distance, [-7, 13]);
  if (mention.month !== Number(day.slice(5, 7))) return false;
  const dayOfMonth = Number(day.slice(8));
  return mention.part === undefined ? mention.dayOfMonth === dayOfMonth : within(dayOfMonth, mention.part);
}

function within(value: number, [least, most]: Stretch): boolean {
  return value >= least && value <= most;
}
