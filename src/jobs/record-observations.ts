import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { type CheckIn, dailyScores, scoreNames } from '../domain/check-in.ts';
import { getMetric, metricSlugs } from '../domain/metric.ts';
import type { RawDocument, Refusal } from '../domain/raw-document.ts';
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
    const changed = await own.checkIns.upsert(person, checkIns);
    for (const days of runsOf([...new Set(changed.map(({ day }) => day))].sort())) {
      await rescore(own, person, days);
    }
    return { changed: changed.length, unchanged: checkIns.length - changed.length };
  });
}

/** From all that is kept of these days: what one reporter now says may bare or cover what the other said. */
async function rescore(stores: ObservationStores, person: Person, days: readonly Day[]): Promise<void> {
  const told = await stores.checkIns.list(person, days[0] as Day, days.at(-1) as Day);
  const touched = new Set(days);
  const values = dailyScores(told.filter(({ day }) => touched.has(day)));
  await stores.series.write(person, { days, metrics: scoreNames, values });
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
