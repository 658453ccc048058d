import { defaultRepeatStrategy } from 'bullmq';
import { addDays, dayInZone, dayNumber, instantAt, weekdayOf } from '../shared/day.ts';

/** "0 10 * * *" and "0 11 * * 1": once a day, or once a week on a day from 0 (Sunday) to 6. */
const DAILY_OR_WEEKLY = /^(\d{1,2}) (\d{1,2}) \* \* ([0-6*])$/;
const DAYS_AHEAD = 8;

/**
 * When a schedule is due next. The library searches minute by minute, and gives up on days on which clocks are changed
 * by half an hour (Lord Howe Island): a schedule without a next run has ended. A time of day is simply reckoned.
 */
export const nextRun: typeof defaultRepeatStrategy = (millis, options) => {
  const [, minute, hour, weekday] = DAILY_OR_WEEKLY.exec(options.pattern ?? '') ?? [];
  if (minute === undefined || hour === undefined) return defaultRepeatStrategy(millis, options);
  const timeZone = options.tz ?? 'UTC';
  const first = dayInZone(new Date(millis), timeZone);
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
    const day = addDays(first, ahead);
    if (weekday !== '*' && (weekdayOf(dayNumber(day)) + 1) % 7 !== Number(weekday)) continue;
    const due = instantAt(day, { hour: Number(hour), minute: Number(minute) }, timeZone).getTime();
    if (due > millis) return due;
  }
  return undefined;
};
