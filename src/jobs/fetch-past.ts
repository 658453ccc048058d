import type { Person } from '../../db/stores/person-store.ts';
import { addDays, type Day } from '../shared/day.ts';
import { collectionsWithin, findCollection, getCollection } from '../sources/oura/collections.ts';
import { fetchAll, fetchStretch, isAboutOneCollection, latest, type Stretch } from './fetch-stretch.ts';
import {
  dailyCollections,
  isDaily,
  type OuraSyncDependencies,
  openOuraClient,
  outcomeOf,
  type SyncOutcome,
} from './oura-sync.ts';

/** No ring was sold before. */
const FIRST_DAY = '2015-01-01' as Day;
const SLICE_DAYS = 365;
const ROW_SLICE_DAYS = 30;

/** The past can wait: half of what may be asked stays for the nights of everybody. */
const SHARE = 0.5;

/** One more slice of the past for every collection that lacks some. What is here is marked, so it can stop anywhere. */
export async function backfillSlice(
  dependencies: OuraSyncDependencies,
  person: Person,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const stretches = await openStretches(dependencies, person);
  const client = openOuraClient(dependencies, person, { share: SHARE });
  const { fetched, failed } = await fetchAll(stretches, async (stretch) => {
    const one = await fetchStretch(dependencies, person, client, stretch, signal);
    await dependencies.syncMarks.extend(person, stretch.name, {
      coveredFrom: stretch.from,
      heardUntil: undefined,
    });
    return one;
  });
  const isLapsed = fetched.length === 0 && failed.every(({ code }) => code === 'forbidden');
  const fatal = failed.find((failure) => isLapsed || !isAboutOneCollection(failure));
  if (fatal !== undefined) throw fatal.error;
  // What is no longer given must not keep the rest of the past from being whole; given again it begins anew.
  const leftOut = failed.map(({ stretch }) => stretch.name);
  if (leftOut.length > 0) await dependencies.syncMarks.clear(person, leftOut);
  return outcomeOf(fetched, failed);
}

/** The last day of the past that has not been fetched; undefined when nothing is left to fetch. */
export async function unfetchedBefore(
  dependencies: OuraSyncDependencies,
  person: Person,
): Promise<Day | undefined> {
  return latest((await openStretches(dependencies, person)).map(({ to }) => to));
}

/** How far a person's history has been fetched: undefined before the first fetch, 1 when all of it is here. */
export async function historyFetched(
  dependencies: Pick<OuraSyncDependencies, 'syncMarks'>,
  person: Person,
  asOf: Day,
): Promise<number | undefined> {
  const marks = [...(await dependencies.syncMarks.list(person))];
  const dated = marks.filter(([name]) => findCollection(name)?.kind === 'documents');
  const lacking = latest(dated.map(([, { coveredFrom }]) => coveredFrom));
  if (lacking === undefined) return undefined;
  return (Date.parse(asOf) - Date.parse(lacking)) / (Date.parse(asOf) - Date.parse(FIRST_DAY));
}

async function openStretches(dependencies: OuraSyncDependencies, person: Person): Promise<Stretch[]> {
  const connection = await dependencies.connections.find(person);
  if (connection === undefined) return [];
  const [marks, firstHeard] = await Promise.all([
    dependencies.syncMarks.list(person),
    dependencies.rawDocuments.firstDay(person, dailyCollections),
  ]);
  const slices = (kind: 'documents' | 'rows', days: number, end: Day): Stretch[] =>
    collectionsWithin(connection.tokens.scopes).flatMap((name) => {
      const collection = getCollection(name);
      const covered = marks.get(name)?.coveredFrom;
      if (collection.kind !== kind || collection.window === 'none') return [];
      if (covered === undefined || covered <= end) return [];
      const from = addDays(covered, -days);
      return [{ name, from: from < end ? end : from, to: addDays(covered, -1), isAgain: false }];
    });
  const documents = slices('documents', SLICE_DAYS, FIRST_DAY);
  // Rows are many: they are asked for only as far back as a ring was worn, which the daily documents tell.
  return firstHeard === undefined || documents.some(isDaily)
    ? documents
    : [...documents, ...slices('rows', ROW_SLICE_DAYS, addDays(firstHeard, -1))];
}
