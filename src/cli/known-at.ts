import { InvalidArgumentError, Option } from 'commander';
import { addDays, type Day, dayInZone, isDay, startOfDay } from '../shared/day.ts';

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

export type KnownAt = { readonly day: Day } | { readonly instant: Date };

export function knownAtOption(): Option {
  return new Option(
    '--known-at <when>',
    'as it was recorded then: a day (its end where the person lives) or an instant',
  ).argParser(parseKnownAt);
}

function parseKnownAt(text: string): KnownAt {
  if (isDay(text)) return { day: text };
  const day = INSTANT.exec(text)?.[1];
  const instant = new Date(text);
  if (day !== undefined && isDay(day) && !Number.isNaN(instant.getTime())) return { instant };
  throw new InvalidArgumentError('A day is written YYYY-MM-DD, an instant like 2026-03-20T06:00:00Z.');
}

/** The last instant that is meant, and the day it is then where the person lives. */
export function momentOf(
  knownAt: KnownAt,
  timezone: string,
): { readonly instant: Date; readonly today: Day } {
  if ('instant' in knownAt) return { instant: knownAt.instant, today: dayInZone(knownAt.instant, timezone) };
  const next = startOfDay(addDays(knownAt.day, 1), timezone);
  return { instant: new Date(next.getTime() - 1), today: knownAt.day };
}
