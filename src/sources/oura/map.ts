import type { MetricSlug } from '../../domain/metric.ts';
import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import type { DailyValue } from '../../domain/series.ts';
import type { CollectionName } from './collections.ts';
import { keepLatest } from './document.ts';
import { activityMetrics, mapActivity } from './map-activity.ts';
import { mapCardiovascularAge, mapReadiness, mapSpo2, mapStress, mapVo2Max } from './map-daily.ts';
import { mapHeartRate } from './map-heart-rate.ts';
import { mapSleep, sleepMetrics } from './map-sleep.ts';
import { mapWorkouts } from './map-workout.ts';
import { type DatedDocument, groupBy, type Reading, startReading } from './reading.ts';

export interface Mapped {
  /** At most one value per metric and day, every one of them plausible. */
  readonly values: DailyValue[];
  readonly refusals: Refusal[];
}

interface Mapping {
  readonly collection: CollectionName;
  /** Every metric that stands in documents of the collection, and in no other. */
  readonly metrics: readonly MetricSlug[];
  readonly map: (documents: readonly DatedDocument[], reading: Reading, timezone: string) => void;
}

/** Collections that are kept but hold no measurement of their own (scores, tags, settings) have no mapping. */
const mappings: readonly Mapping[] = [
  { collection: 'sleep', metrics: sleepMetrics, map: mapSleep },
  { collection: 'daily_readiness', metrics: ['temperatureDeviation'], map: mapReadiness },
  { collection: 'daily_activity', metrics: activityMetrics, map: mapActivity },
  { collection: 'daily_spo2', metrics: ['spo2', 'breathingDisturbance'], map: mapSpo2 },
  { collection: 'daily_stress', metrics: ['stressHigh', 'recoveryHigh'], map: mapStress },
  { collection: 'daily_cardiovascular_age', metrics: ['cardiovascularAge'], map: mapCardiovascularAge },
  { collection: 'vO2_max', metrics: ['vo2Max'], map: mapVo2Max },
  { collection: 'workout', metrics: ['workoutTime'], map: mapWorkouts },
  { collection: 'heartrate', metrics: ['daytimeHeartRate'], map: mapHeartRate },
];

/** What has to be computed again when documents of a collection changed. */
export function metricsOf(collection: string): readonly MetricSlug[] {
  return mappings.find((mapping) => mapping.collection === collection)?.metrics ?? [];
}

/**
 * Raw documents to daily values. The order of the documents does not matter, except that of two with the same
 * collection and id the later one is the revision that counts. The time zone says where the days of what is stamped in
 * UTC begin; everything else carries its own day.
 */
export function mapDocuments(documents: readonly RawDocument[], timezone: string): Mapped {
  const byCollection = groupBy(
    keepLatest(documents).filter((document): document is DatedDocument => document.day !== undefined),
    (document) => document.collection,
  );
  const reading = startReading();
  for (const { collection, map } of mappings) {
    const own = byCollection.get(collection);
    if (own !== undefined) map(own.sort(byDayAndId), reading, timezone);
  }
  const values = [...reading.values.values()].sort(
    (left, right) => compare(left.metric, right.metric) || compare(left.day, right.day),
  );
  return { values, refusals: reading.refusals };
}

function byDayAndId(left: RawDocument, right: RawDocument): number {
  return compare(left.day ?? '', right.day ?? '') || compare(left.documentId, right.documentId);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
