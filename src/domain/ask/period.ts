import { addDays, type Day, dayNumber, weekdayOf } from '../../shared/day.ts';
import type { Period } from './query.ts';

/** Both ends belong to it. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** The first day of the newest event that these words name. */
export type FindEventDay = (words: string) => Day | undefined;

/**
 * The days that a period means when it is asked on a day; a night belongs to the day it ends on, a week begins on Monday.
 * Nothing later than that day is in it: a period that has not begun has no days, nor has one since an event nobody knows.
 */
export function spanOf(period: Period, asOf: Day, eventDay: FindEventDay): Span | undefined {
  const whole = wholeSpan(period, asOf, eventDay);
  if (whole === undefined) return undefined;
  const span = whole.to > asOf ? { ...whole, to: asOf } : whole;
  return span.from <= span.to ? span : undefined;
}

function wholeSpan(period: Period, asOf: Day, eventDay: FindEventDay): Span | undefined {
  switch (period.kind) {
    case 'named':
      return namedSpan[period.name](asOf);
    case 'last':
      return { from: addDays(asOf, 1 - period.days), to: asOf };
    case 'month':
      return monthOf(`${period.month}-01` as Day);
    case 'days':
      return { from: period.from, to: period.to };
    case 'since':
      return { from: period.from, to: asOf };
    case 'since-event': {
      const from = eventDay(period.event);
      return from && { from, to: asOf };
    }
  }
}

type Named = Extract<Period, { kind: 'named' }>['name'];

const namedSpan: Record<Named, (asOf: Day) => Span> = {
  'last-night': (asOf) => ({ from: asOf, to: asOf }),
  today: (asOf) => ({ from: asOf, to: asOf }),
  yesterday: (asOf) => ({ from: addDays(asOf, -1), to: addDays(asOf, -1) }),
  'this-week': (asOf) => weekOf(asOf),
  'last-week': (asOf) => weekOf(addDays(asOf, -7)),
  'this-month': monthOf,
  'last-month': (asOf) => monthOf(addDays(monthOf(asOf).from, -1)),
  'this-year': yearOf,
  'last-year': (asOf) => yearOf(addDays(yearOf(asOf).from, -1)),
};

function weekOf(day: Day): Span {
  const monday = addDays(day, -weekdayOf(dayNumber(day)));
  return { from: monday, to: addDays(monday, 6) };
}

function monthOf(day: Day): Span {
  const from = `${day.slice(0, 7)}-01` as Day;
  const inNext = addDays(from, 31);
  return { from, to: addDays(`${inNext.slice(0, 7)}-01` as Day, -1) };
}

function yearOf(day: Day): Span {
  const year = day.slice(0, 4);
  return { from: `${year}-01-01` as Day, to: `${year}-12-31` as Day };
}
