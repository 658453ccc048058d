import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { type CheckIn, dailyScores, scoreNames } from '../domain/check-in.ts';
import type { RawDocument, Refusal } from '../domain/raw-document.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';
import { findCollection } from '../sources/oura/collections.ts';
import { mergeRows } from '../sources/oura/rows.ts';
import { type SeriesMapping, seriesMappingOf } from './series-mapping.ts';

/** Raw documents and check-ins in, daily series out: only what changed is computed again. */
export interface Recorded {
  readonly added: number;
  readonly revised: number;
  readonly unchanged: number;
  /** Values that were read but not believed; their documents are kept. */
  readonly refusals: readonly Refusal[];
}

/** Bounds memory: a first import of ten years opens at most this many days of documents at once. */
const DAYS_AT_ONCE = 200;

export function recordDocuments(
  stores: ObservationStores,
  person: Person,
  documents: readonly RawDocument[],
): Promise<Recorded> {
  // Most of what is asked for a second time brings nothing, and an empty transaction costs as much as a small one.
  if (documents.length === 0) return Promise.resolve({ added: 0, revised: 0, unchanged: 0, refusals: [] });
  return stores.together(person, (own) => recordTogether(own, person, documents));
}

async function recordTogether(
  stores: ObservationStores,
  person: Person,
  received: readonly RawDocument[],
): Promise<Recorded> {
  const current = [...received];
  // Rows of one UTC day can come in parts: a file or an answer may end in the middle of it.
  const { touched, ...counts } = await stores.rawDocuments.upsert(person, received, {
    includes: ({ collection }) => findCollection(collection)?.kind === 'rows',
    merge(kept, part) {
      const whole = mergeRows(kept, part);
      current.push(whole);
      return whole;
    },
  });
  const refusals: Refusal[] = [];
  for (const [collection, days] of touched) {
    const mapping = seriesMappingOf(collection);
    if (mapping === undefined) continue;
    const inHand = current.filter((document) => document.collection === collection);
    for (const run of runsOf(widen(days, mapping.reach))) {
      refusals.push(...(await mapAgain(stores, person, collection, mapping, run, inHand)));
    }
  }
  return { ...counts, refusals };
}

async function mapAgain(
  stores: ObservationStores,
  person: Person,
  collection: string,
  { series, reach, map }: SeriesMapping,
  days: readonly Day[],
  inHand: readonly RawDocument[],
): Promise<readonly Refusal[]> {
  const from = addDays(days[0] as Day, -reach);
  const to = addDays(days.at(-1) as Day, reach);
  const kept = await stores.rawDocuments.list(person, [collection], from, to, inHand);
  const wanted = new Set(days);
  const read = kept.filter(({ day }) => reach > 0 || (day !== undefined && wanted.has(day)));
  const { values, refusals } = map(read, person.timezone);
  await stores.series.write(person, {
    days,
    metrics: series,
    values: values.filter(({ day }) => wanted.has(day)),
  });
  return refusals;
}

/** The days of what is stamped in UTC overlap the local days beside them. */
function widen(days: readonly Day[], reach: number): readonly Day[] {
  if (reach === 0) return days;
  const wider = days.flatMap((day) => [addDays(day, -reach), day, addDays(day, reach)]);
  return [...new Set(wider)].sort();
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
