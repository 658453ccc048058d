import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import type { DailyValue } from '../../domain/series.ts';
import type { CollectionName } from './collections.ts';
import { keepLatest } from './document.ts';
import { mapActivity } from './map-activity.ts';
import { mapCardiovascularAge, mapReadiness, mapSpo2, mapStress, mapVo2Max } from './map-daily.ts';
import { mapSleep } from './map-sleep.ts';
import { mapWorkouts } from './map-workout.ts';
import { type DatedDocument, groupBy, type Reading, startReading } from './reading.ts';

export interface Mapped {
  /** At most one value per metric and day, every one of them plausible. */
  readonly values: DailyValue[];
  readonly refusals: Refusal[];
}

type Mapper = (documents: readonly DatedDocument[], reading: Reading) => void;

/** Collections that are kept but hold no measurement of their own (scores, tags, settings) have no mapper. */
const mappers: readonly (readonly [CollectionName, Mapper])[] = [
  ['sleep', mapSleep],
  ['daily_readiness', mapReadiness],
  ['daily_activity', mapActivity],
  ['daily_spo2', mapSpo2],
  ['daily_stress', mapStress],
  ['daily_cardiovascular_age', mapCardiovascularAge],
  ['vO2_max', mapVo2Max],
  ['workout', mapWorkouts],
];

/**
 * Raw documents to daily values. The order of the documents does not matter, except that of two with the same
 * collection and id the later one is the revision that counts.
 */
export function mapDocuments(documents: readonly RawDocument[]): Mapped {
  const byCollection = groupBy(
    keepLatest(documents).filter((document): document is DatedDocument => document.day !== undefined),
    (document) => document.collection,
  );
  const reading = startReading();
  for (const [collection, map] of mappers) {
    const own = byCollection.get(collection);
    if (own !== undefined) map(own.sort(byDayAndId), reading);
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
