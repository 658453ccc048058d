import { type DatedDocument, type Fields, groupBy, type Reading, readFields } from './reading.ts';
import { sleepFields } from './schemas.ts';

export interface SleepPeriod {
  readonly document: DatedDocument;
  readonly fields: Fields<typeof sleepFields>;
}

export interface SleepDay {
  readonly night: SleepPeriod | undefined;
  readonly naps: readonly SleepPeriod[];
}

const NAPS: readonly (string | undefined)[] = ['sleep', 'late_nap'];

/** Oura calls a sleep "long" above three hours; below, whatever it is, it is not a night. */
const NIGHT_SECONDS = 3 * 3600;

/**
 * A day holds up to five periods. `rest` and `deleted` never happened. The night is the longest `long_sleep`.
 * Where there is none, the longest other period stands in only if three hours were slept and Oura does not
 * call it a nap: a lone nap taken for the night (an evening nap arrives as `sleep`, dated on the next day,
 * often before the night itself is synced) would look like a collapse of sleep. Whatever else was slept is a nap, but
 * for the second half of a night that was broken in two: that is neither the night nor a nap.
 */
export function splitSleepDays(documents: readonly DatedDocument[], reading: Reading): Map<string, SleepDay> {
  const periods = documents
    .map((document) => ({ document, fields: readFields(sleepFields, document, reading) }))
    .filter(({ fields }) => fields.type !== 'rest' && fields.type !== 'deleted');
  const byDay = groupBy(periods, ({ document }) => document.day);
  return new Map([...byDay].map(([day, ofDay]) => [day, splitDay(ofDay)]));
}

function splitDay(periods: readonly SleepPeriod[]): SleepDay {
  const ordered = [...periods].sort(longestFirst);
  const night =
    ordered.find(({ fields }) => fields.type === 'long_sleep') ??
    ordered.find(({ fields }) => fields.type !== 'late_nap' && asleep(fields) >= NIGHT_SECONDS);
  return { night, naps: ordered.filter((period) => period !== night && isNap(period)) };
}

/** By Oura's word; where it says nothing we know, by length. */
function isNap({ fields }: SleepPeriod): boolean {
  if (fields.type === 'long_sleep') return false;
  return NAPS.includes(fields.type) || asleep(fields) < NIGHT_SECONDS;
}

function asleep(fields: SleepPeriod['fields']): number {
  return fields.total_sleep_duration ?? fields.time_in_bed ?? 0;
}

/** By time slept, then time in bed, then id: the same choice whatever the order of arrival. */
function longestFirst(left: SleepPeriod, right: SleepPeriod): number {
  const longer = asleep(right.fields) - asleep(left.fields);
  if (longer !== 0) return longer;
  const wider = (right.fields.time_in_bed ?? 0) - (left.fields.time_in_bed ?? 0);
  if (wider !== 0) return wider;
  return left.document.documentId < right.document.documentId ? -1 : 1;
}
