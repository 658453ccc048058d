import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { type CheckIn, scoreNames } from '../domain/check-in.ts';
import { getMetric, metricSlugs } from '../domain/metric.ts';
import type { RawDocument, Refusal } from '../domain/raw-document.ts';
import type { DailyValue } from '../domain/series.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';
import { mapDocuments } from '../sources/oura/map.ts';

/** Raw documents and check-ins in, daily series out: only the days that changed are computed again. */
export interface Recorded {
  readonly added: number;
  readonly revised: number;
  readonly unchanged: number;
  /** Values that were read but not believed; their documents are kept. */
  readonly refusals: readonly Refusal[];
}

const documentMetrics = metricSlugs.filter((slug) => getMetric(slug).span !== 'check-in');

/** Bounds memory: a first import of ten years opens at most this many days of documents at once. */
const DAYS_AT_ONCE = 200;

export function recordDocuments(
  stores: ObservationStores,
  person: Person,
  documents: readonly RawDocument[],
): Promise<Recorded> {
  return stores.together(person, (own) => recordTogether(own, person, documents));
}

async function recordTogether(
  stores: ObservationStores,
  person: Person,
  received: readonly RawDocument[],
): Promise<Recorded> {
  const { added, revised, unchanged, touchedDays } = await stores.rawDocuments.upsert(person, received);
  const refusals: Refusal[] = [];
  for (const days of runsOf(touchedDays)) {
    const touched = new Set<Day | undefined>(days);
    const documents = await stores.rawDocuments.list(person, days[0] as Day, days.at(-1) as Day);
    const { values, refusals: refused } = mapDocuments(documents.filter(({ day }) => touched.has(day)));
    refusals.push(...refused);
    await stores.series.write(person, { days, metrics: documentMetrics, values });
  }
  return { added, revised, unchanged, refusals };
}

export function recordCheckIns(
  stores: ObservationStores,
  person: Person,
  checkIns: readonly CheckIn[],
): Promise<{ changed: number; unchanged: number }> {
  return stores.together(person, async (own) => {
    const changed = new Set(await own.checkIns.upsert(person, checkIns));
    const values = checkIns.filter(({ day }) => changed.has(day)).flatMap(scoresOf);
    await own.series.write(person, { days: [...changed].sort(), metrics: scoreNames, values });
    return { changed: changed.size, unchanged: checkIns.length - changed.size };
  });
}

function scoresOf(checkIn: CheckIn): DailyValue[] {
  return scoreNames.flatMap((metric) => {
    const value = checkIn[metric];
    return value === undefined ? [] : [{ metric, day: checkIn.day, value }];
  });
}

/** Sorted days in runs that lie close together, none longer than `DAYS_AT_ONCE`. */
function runsOf(days: readonly Day[]): Day[][] {
  const runs: Day[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (
      run === undefined ||
      day > addDays(run[0] as Day, DAYS_AT_ONCE) ||
      daysBetween(run.at(-1) as Day, day) > 14
    ) {
      runs.push([day]);
    } else {
      run.push(day);
    }
  }
  return runs;
}
