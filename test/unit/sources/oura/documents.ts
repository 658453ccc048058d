import type { RawDocument } from '../../../../src/domain/raw-document.ts';
import { parseDay } from '../../../../src/shared/day.ts';
import { mapDocuments } from '../../../../src/sources/oura/map.ts';

export function raw(
  collection: string,
  day: string,
  fields: Record<string, unknown>,
  id = `${collection}-${day}`,
): RawDocument {
  return {
    source: 'oura',
    collection,
    documentId: id,
    day: parseDay(day),
    body: { id, day, ...fields },
  };
}

/** 22:30 to 06:45 in London's winter: 495 min in bed, 450 asleep. */
export const ordinaryNight = {
  type: 'long_sleep',
  bedtime_start: '2026-01-14T22:30:00+00:00',
  bedtime_end: '2026-01-15T06:45:00.000+00:00',
  time_in_bed: 29_700,
  total_sleep_duration: 27_000,
  deep_sleep_duration: 5400,
  rem_sleep_duration: 6300,
  light_sleep_duration: 15_300,
  awake_time: 2700,
  efficiency: 91,
  latency: 600,
  restless_periods: 212,
  average_hrv: 42,
  lowest_heart_rate: 51,
  average_heart_rate: 57.125,
  average_breath: 14.25,
};

export function night(
  day: string,
  start: string,
  end: string,
  extra: Record<string, unknown> = {},
  id?: string,
): RawDocument {
  return raw(
    'sleep',
    day,
    { type: 'long_sleep', bedtime_start: start, bedtime_end: end, ...extra },
    id ?? `sleep-${start}`,
  );
}

/** `metric@day` to value: easy to write down by hand. */
export function valuesOf(...documents: RawDocument[]): Record<string, number> {
  return Object.fromEntries(
    mapDocuments(documents, 'Europe/London').values.map(({ metric, day, value }) => [
      `${metric}@${day}`,
      value,
    ]),
  );
}

/** What comes of documents for somebody in London: values and refusals. */
export function mapped(...documents: RawDocument[]) {
  return mapDocuments(documents, 'Europe/London');
}
