import type { MetricSlug } from '../../domain/metric.ts';
import { type SleepPeriod, splitSleepDays } from './nights.ts';
import { type DatedDocument, put, type Reading, refuse, toMinutes, unlessZero } from './reading.ts';
import { stagesOf } from './stages.ts';
import {
  isSentinel,
  minutesFromMidnight,
  parseWallTime,
  secondsBetween,
  type WallTime,
} from './timestamp.ts';

export const sleepMetrics = [
  'totalSleep',
  'deepSleep',
  'lightSleep',
  'remSleep',
  'awakeTime',
  'timeInBed',
  'sleepLatency',
  'sleepEfficiency',
  'restlessPeriods',
  'hrv',
  'restingHeartRate',
  'sleepHeartRate',
  'respiratoryRate',
  'bedtime',
  'wakeTime',
  'sleepMidpoint',
  'napTime',
] as const satisfies readonly MetricSlug[];

/** The night of each day becomes the nightly metrics; naps feed none of them and have their own total. */
export function mapSleep(documents: readonly DatedDocument[], reading: Reading): void {
  for (const { night, naps } of splitSleepDays(documents, reading).values()) {
    mapNaps(naps, reading);
    if (night === undefined) continue;
    mapDurations(night, reading);
    mapSignals(night, reading);
    mapClock(night, reading);
  }
}

/** A day without naps gives no value: from here it cannot be told from a day on which naps were not found. */
function mapNaps(naps: readonly SleepPeriod[], reading: Reading): void {
  const [first] = naps;
  if (first === undefined) return;
  const asleep = naps.reduce((sum, { fields }) => sum + (fields.total_sleep_duration ?? 0), 0);
  put(reading, first.document, 'napTime', 'total_sleep_duration', toMinutes(unlessZero(asleep)));
}

function mapDurations({ document, fields }: SleepPeriod, reading: Reading): void {
  const minutes = (metric: Parameters<typeof put>[2], field: string, seconds: number | undefined) =>
    put(reading, document, metric, field, toMinutes(seconds));
  minutes('timeInBed', 'time_in_bed', unlessZero(fields.time_in_bed));
  // A night without a second of sleep is a ring that saw nothing: its zeros are no measurement.
  if (fields.total_sleep_duration === 0) return;
  const stages = stagesOf(fields.sleep_phase_30_sec, fields.time_in_bed, fields.total_sleep_duration);
  const asleep = stages && stages.deep + stages.light + stages.rem;
  minutes('totalSleep', 'total_sleep_duration', fields.total_sleep_duration ?? asleep);
  minutes('deepSleep', 'deep_sleep_duration', stages?.deep ?? fields.deep_sleep_duration);
  minutes('lightSleep', 'light_sleep_duration', stages?.light ?? fields.light_sleep_duration);
  minutes('remSleep', 'rem_sleep_duration', stages?.rem ?? fields.rem_sleep_duration);
  // The string rounds its last half minute, which is most often awake; Oura's own total does not.
  minutes('awakeTime', 'awake_time', fields.awake_time ?? stages?.awake);
  minutes('sleepLatency', 'latency', fields.latency);
  put(reading, document, 'sleepEfficiency', 'efficiency', unlessZero(fields.efficiency));
  put(reading, document, 'restlessPeriods', 'restless_periods', fields.restless_periods);
}

function mapSignals({ document, fields }: SleepPeriod, reading: Reading): void {
  put(reading, document, 'hrv', 'average_hrv', unlessZero(fields.average_hrv));
  put(reading, document, 'restingHeartRate', 'lowest_heart_rate', unlessZero(fields.lowest_heart_rate));
  put(reading, document, 'sleepHeartRate', 'average_heart_rate', unlessZero(fields.average_heart_rate));
  put(reading, document, 'respiratoryRate', 'average_breath', unlessZero(fields.average_breath));
}

/**
 * Bedtime and wake time are what the person's clock showed, each by the offset of its own timestamp. The
 * middle of sleep is the true middle of the time that passed, read on the clock of the place and season the
 * person woke in: on a night when the clocks change, or after a flight, that is not the mean of the other
 * two.
 */
function mapClock({ document, fields }: SleepPeriod, reading: Reading): void {
  const start = readTime('bedtime_start', fields.bedtime_start, document, reading);
  const end = readTime('bedtime_end', fields.bedtime_end, document, reading);
  const passed = start && end && secondsBetween(start, end);
  if (passed !== undefined && passed <= 0) {
    refuse(reading, document, 'bedtime_end', 'is not after bedtime_start');
    return;
  }
  const { day } = document;
  if (start) put(reading, document, 'bedtime', 'bedtime_start', minutesFromMidnight(start, day));
  if (end) put(reading, document, 'wakeTime', 'bedtime_end', minutesFromMidnight(end, day));
  if (end && passed !== undefined) {
    put(reading, document, 'sleepMidpoint', 'bedtime_end', minutesFromMidnight(end, day) - passed / 120);
  }
}

function readTime(
  field: string,
  text: string | undefined,
  document: DatedDocument,
  reading: Reading,
): WallTime | undefined {
  if (text === undefined) return undefined;
  const time = parseWallTime(text);
  if (time === undefined) refuse(reading, document, field, 'is not a timestamp');
  return time !== undefined && isSentinel(time) ? undefined : time;
}
