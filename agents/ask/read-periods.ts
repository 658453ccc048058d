import { MOST_DAYS, type Period } from '../../src/domain/ask/query.ts';
import { addDays, type Day, dayNumber, isDay, weekdayOf } from '../../src/shared/day.ts';

export interface HeardPeriods {
  /** In the order in which they are named. */
  readonly periods: readonly Period[];
  /** The question with them blanked. */
  readonly rest: string;
}

type Read = (found: readonly (string | undefined)[], asOf: Day) => Period | undefined;

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const month = `(${months.map((name) => `${name}|${name.slice(0, 3)}`).join('|')})`;
const weekday = `(${weekdays.join('|')})`;
const dayOfMonth = '(\\d{1,2})(?:st|nd|rd|th)?';
const iso = '(\\d{4}-\\d{2}-\\d{2})';
const year = '(?: (20\\d{2}))?';
const unitDays: Readonly<Record<string, number>> = {
  day: 1,
  night: 1,
  morning: 1,
  week: 7,
  month: 30,
  year: 365,
};
const unit = '(day|night|morning|week|month|year)s?';

/** The words that people use for periods, the more exact before the less. */
const readings: readonly (readonly [string, Read])[] = [
  [`(?:from |between )?${iso} (?:to|and|until|till) ${iso}`, ([from = '', to = '']) => days(from, to)],
  [
    `(?:from |between )?(?:the )?${dayOfMonth} (?:to|and|until|till) (?:the )?${dayOfMonth} (?:of )?${month}${year}`,
    ([first, last, name, stated], asOf) => {
      const to = dated(last, name, stated, asOf);
      return to && days(`${to.slice(0, 8)}${(first as string).padStart(2, '0')}`, to);
    },
  ],
  [
    `(?:from|between) (?:the )?${dayOfMonth} (?:of )?${month}${year} (?:to|and|until|till) (?:the )?${dayOfMonth} (?:of )?${month}${year}`,
    ([first, firstMonth, firstYear, last, lastMonth, lastYear], asOf) => {
      const to = dated(last, lastMonth, lastYear, asOf);
      const from = to && dated(first, firstMonth, firstYear, to);
      return from && days(from, to);
    },
  ],
  [`since ${iso}`, ([from = '']) => since(isDay(from) ? from : undefined)],
  [
    `since (?:the )?${dayOfMonth} (?:of )?${month}${year}`,
    (found, asOf) => since(dated(...three(found), asOf)),
  ],
  [
    `since ${month} ${dayOfMonth}(?!\\d)${year}`,
    ([name, number, stated], asOf) => since(dated(number, name, stated, asOf)),
  ],
  [`since ${month}${year}`, ([name, stated], asOf) => since(firstOf(name, stated, asOf))],
  [`since (?:last )?${weekday}(?: night)?`, ([name], asOf) => since(latest(name, asOf))],
  ['since yesterday', (_found, asOf) => since(addDays(asOf, -1))],
  ['since (?:the )?(?:beginning|start) of (?:this|the) (week|month|year)', ([name]) => thisOne(name)],
  ['since last week', (_found, asOf) => since(addDays(asOf, -weekdayOf(dayNumber(asOf)) - 7))],
  [`(?:on |of |the night (?:of|to) )?${iso}`, ([text = '']) => days(text, text)],
  [
    `(?:on |of )?(?:the )?${dayOfMonth} (?:of )?${month}${year}`,
    (found, asOf) => single(dated(...three(found), asOf)),
  ],
  [
    `(?:on |of )?${month} ${dayOfMonth}(?!\\d)${year}`,
    ([name, number, stated], asOf) => single(dated(number, name, stated, asOf)),
  ],
  [
    `(?:in|during|for|of|over|this|last|than|with) ${month}${year}`,
    ([name, stated], asOf) => wholeMonth(name, stated, asOf),
  ],
  [
    `(?<=(?:versus|vs|against|and|to) )${month}${year}`,
    ([name, stated], asOf) => wholeMonth(name, stated, asOf),
  ],
  [`${month} (20\\d{2})`, ([name, stated], asOf) => wholeMonth(name, stated, asOf)],
  [`(?:in|during|for|of) (20\\d{2})`, ([stated]) => days(`${stated}-01-01`, `${stated}-12-31`)],
  ['(?:on|of) the (\\d{1,2})(?:st|nd|rd|th)', ([number], asOf) => single(dayOfThisMonth(number, asOf))],
  [
    `(${months.filter((name) => name !== 'may' && name !== 'march').join('|')})`,
    ([name], asOf) => wholeMonth(name, undefined, asOf),
  ],
  ['day before yesterday', (_found, asOf) => single(addDays(asOf, -2))],
  ['(?:the )?night before last', (_found, asOf) => single(addDays(asOf, -1))],
  [
    `(\\d+|an?) ${unit} ago`,
    ([count, name = 'day'], asOf) => single(addDays(asOf, -(Number(count) || 1) * (unitDays[name] ?? 1))),
  ],
  [
    `(?:over |in |for |during |within )?(?:the |my )?(?:past|last|previous|latest|recent) (\\d+) ${unit}`,
    ([count, name = 'day']) => last(Number(count) * (unitDays[name] ?? 1)),
  ],
  ['(?:(?:past|last) )?fortnight', () => last(14)],
  [
    '(?:the |over the |in the )?past (day|night|week|month|year)',
    ([name = 'day']) => last(unitDays[name] ?? 1),
  ],
  ['(?:last|previous) night|tonight|(?:the )?night just gone', () => named('last-night')],
  ['today|this morning', () => named('today')],
  ['yesterday(?: (?:morning|evening|night))?', () => named('yesterday')],
  ['(?:this|the current) week|(?:the )?week so far|so far this week', () => named('this-week')],
  ['(?:last|previous) week', () => named('last-week')],
  ['the week before(?: last)?', () => named('last-week')],
  ['(?:this|the current) month', () => named('this-month')],
  ['(?:last|previous) month|the month before', () => named('last-month')],
  ['(?:this|the current) year', () => named('this-year')],
  ['(?:last|previous) year', () => named('last-year')],
  ['(?:(?:at|on|over|during) )?(?:the |this |last )weekend', (_found, asOf) => lastWeekend(asOf)],
  [`(?:on |last )?${weekday}(?: night| morning)?`, ([name], asOf) => single(latest(name, asOf))],
  ['(\\d+) (?:day|night)s? (?:average|mean)', ([count]) => last(Number(count))],
  ['(?:ever|of all time|all time)', () => last(MOST_DAYS)],
  ['(?:lately|recently|these days|nowadays|at the moment|currently|these nights)', () => last(14)],
];

const compiled = readings.map(
  ([pattern, read]) => [new RegExp(`(?<![\\w-])(?:${pattern})(?![\\w-])`, 'g'), read] as const,
);

/** "Since the wedding": whoever names a beginning is not answered with other days. */
const sinceWhat = /\bsince (?:the |my |our )?([a-z][a-z ]*)/;

export function readPeriods(text: string, asOf: Day): HeardPeriods {
  const found: { index: number; period: Period }[] = [];
  let rest = text;
  for (const [pattern, read] of compiled) {
    rest = rest.replaceAll(pattern, (match: string, ...parts: unknown[]) => {
      const groups = parts.slice(0, -2) as (string | undefined)[];
      const period = read(groups, asOf);
      if (period === undefined) return match;
      found.push({ index: parts.at(-2) as number, period });
      return '_'.repeat(match.length);
    });
  }
  const unknown = found.length === 0 ? sinceWhat.exec(rest)?.[1]?.trim() : undefined;
  if (unknown !== undefined)
    found.push({ index: 0, period: { kind: 'since-event', event: unknown.slice(0, 80) } });
  found.sort((left, right) => left.index - right.index);
  return { periods: found.map(({ period }) => period), rest };
}

function named(name: Extract<Period, { kind: 'named' }>['name']): Period {
  return { kind: 'named', name };
}

function thisOne(name: string | undefined): Period {
  return named(name === 'month' ? 'this-month' : name === 'year' ? 'this-year' : 'this-week');
}

function last(days: number): Period | undefined {
  return days >= 1 && days <= MOST_DAYS ? { kind: 'last', days } : undefined;
}

function days(from: string, to: string): Period | undefined {
  if (!isDay(from) || !isDay(to)) return undefined;
  return from <= to ? { kind: 'days', from, to } : { kind: 'days', from: to, to: from };
}

function single(day: Day | undefined): Period | undefined {
  return day && days(day, day);
}

function since(from: Day | undefined): Period | undefined {
  return from && { kind: 'since', from };
}

function three(
  found: readonly (string | undefined)[],
): [string | undefined, string | undefined, string | undefined] {
  return [found[0], found[1], found[2]];
}

function monthNumber(name = ''): string {
  return String(months.findIndex((known) => known.startsWith(name)) + 1).padStart(2, '0');
}

/** Of the year that is named, else the newest that is not ahead. */
function dated(
  number = '',
  name: string | undefined,
  stated: string | undefined,
  asOf: Day,
): Day | undefined {
  const rest = `${monthNumber(name)}-${number.padStart(2, '0')}`;
  const thisYear = Number(asOf.slice(0, 4));
  const years = stated === undefined ? [thisYear, thisYear - 1] : [Number(stated)];
  return years
    .map((candidate) => `${candidate}-${rest}`)
    .filter(isDay)
    .find((day) => stated !== undefined || day <= asOf);
}

/** "On the 3rd": of this month, or of the last one while it is ahead. */
function dayOfThisMonth(number = '', asOf: Day): Day | undefined {
  const lastMonth = addDays(`${asOf.slice(0, 7)}-01` as Day, -1);
  return [asOf, lastMonth]
    .map((day) => `${day.slice(0, 7)}-${number.padStart(2, '0')}`)
    .filter(isDay)
    .find((day) => day <= asOf);
}

function firstOf(name: string | undefined, stated: string | undefined, asOf: Day): Day | undefined {
  return dated('1', name, stated, asOf);
}

function wholeMonth(name: string | undefined, stated: string | undefined, asOf: Day): Period | undefined {
  const first = firstOf(name, stated, asOf);
  return first && { kind: 'month', month: first.slice(0, 7) };
}

/** The newest day of this name before today. */
function latest(name: string | undefined, asOf: Day): Day | undefined {
  const wanted = weekdays.indexOf(name ?? '');
  if (wanted < 0) return undefined;
  const behind = (weekdayOf(dayNumber(asOf)) - wanted + 7) % 7;
  return addDays(asOf, -(behind === 0 ? 7 : behind));
}

/** Saturday and Sunday; on a Saturday or a Sunday the one that is not over. */
function lastWeekend(asOf: Day): Period | undefined {
  const today = weekdayOf(dayNumber(asOf));
  const saturday = addDays(asOf, today >= 5 ? 5 - today : -2 - today);
  return days(saturday, addDays(saturday, 1));
}
