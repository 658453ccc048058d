import {
  addDays,
  type Day,
  dayFromNumber,
  dayInZone,
  dayNumber,
  spellDay,
  weekdayOf,
} from '../shared/day.ts';
import { InputError } from '../shared/errors.ts';

/** Monday to Sunday. */
export interface Week {
  readonly from: Day;
  readonly to: Day;
}

const LAST_WEEKDAY = 6;

export function weekEnding(sunday: Day): Week {
  return { from: addDays(sunday, -LAST_WEEKDAY), to: sunday };
}

export function daysOf({ from }: Week): Day[] {
  return Array.from({ length: LAST_WEEKDAY + 1 }, (_, index) => addDays(from, index));
}

/** The newest week that is over where the person lives: whenever somebody asks, late or at once, until the next ends. */
export function lastEndedWeek(now: Date, timeZone: string): Week {
  const today = dayNumber(dayInZone(now, timeZone));
  return weekEnding(dayFromNumber(today - weekdayOf(today) - 1));
}

export function parseWeekEnding(day: Day): Week {
  const number = dayNumber(day);
  const sunday = dayFromNumber(number - weekdayOf(number) + LAST_WEEKDAY);
  if (day === sunday) return weekEnding(sunday);
  throw new InputError(
    `A week ends on a Sunday; this day lies in the week ending ${sunday} (${spellDay(sunday)}).`,
  );
}
