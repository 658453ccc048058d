import { type Day, isDay } from '../../shared/day.ts';
import { isRecordDay, OUTSIDE_RECORD_YEARS } from '../record-day.ts';
import { type Json, objectAt, textAt } from './values.ts';

export type WrittenDay =
  | { readonly day: Day; readonly time?: string }
  | { readonly field: string; readonly reason: string };

/** The first of the fields that is there decides: an effective time that is only a year is not mended by another. */
export function dayAt(parent: Json | undefined, ...fields: readonly string[]): WrittenDay | undefined {
  for (const field of fields) {
    const written = parent?.[field];
    if (written !== undefined && written !== null) return readDay(field, written);
  }
  return undefined;
}

/** When a result is of: a time, or the beginning of a period. */
export function effectiveDay(resource: Json): WrittenDay | undefined {
  const direct = dayAt(resource, 'effectiveDateTime', 'effectiveInstant');
  if (direct !== undefined) return direct;
  const period = dayAt(objectAt(resource, 'effectivePeriod'), 'start', 'end');
  return period === undefined || 'day' in period
    ? period
    : { field: `effectivePeriod.${period.field}`, reason: period.reason };
}

/** The day and the time as they were written, in the zone they were written in. Midnight says that no time is known. */
function readDay(field: string, written: unknown): WrittenDay {
  const refuse = (reason: string) => ({ field, reason });
  if (typeof written !== 'string') return refuse('must be text');
  if (/^\d{4}(-\d{2})?$/.test(written)) return refuse('is a year or a month; the day is needed');
  const [, day = '', time] = /^(\d{4}-\d{2}-\d{2})(?:T([^\n]*))?$/.exec(written) ?? [];
  if (!isDay(day)) return refuse('is not a day; YYYY-MM-DD is expected');
  if (!isRecordDay(day)) return refuse(OUTSIDE_RECORD_YEARS);
  const clock = /^(?:[01]\d|2[0-3]):[0-5]\d/.exec(time ?? '')?.[0];
  return clock === undefined || clock === '00:00' ? { day } : { day, time: clock };
}

/** Since when: a year, a month or a day, as exact as it was written. */
export function sinceAt(parent: Json): string | undefined {
  const period = objectAt(parent, 'onsetPeriod');
  const written = textAt(parent, 'onsetDateTime') ?? (period && textAt(period, 'start'));
  return /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T|$)/.exec(written ?? '')?.[1];
}
