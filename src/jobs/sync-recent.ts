import type { OuraConnectionStore } from '../../db/stores/oura-connection-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { HISTORY_DAYS } from '../analysis/frame.ts';
import { addDays, type Day, dayInZone } from '../shared/day.ts';
import { type CollectionName, collectionsWithin, getCollection } from '../sources/oura/collections.ts';
import {
  type FailedStretch,
  fetchAll,
  fetchStretch,
  isAboutOneCollection,
  latest,
  type Stretch,
} from './fetch-stretch.ts';
import {
  dailyCollections,
  isDaily,
  nothingFetched,
  type OuraSyncDependencies,
  openOuraClient,
  outcomeOf,
  type SyncOutcome,
} from './oura-sync.ts';

/** Oura rewrites documents for up to eight days and delivers nights up to five days late. */
const TRAILING_DAYS = 10;
/** Rows are never rewritten, and a first fetch need not wait for years of them. */
const TRAILING_ROW_DAYS = 1;
const FIRST_ROW_DAYS = 29;

/**
 * What has happened since the last fetch, and again whatever Oura may still rewrite. Counted for each collection from
 * the day until which the ring had been heard of when that one was last fetched: a phone that comes home after three
 * weeks delivers all of them at once, and what could not be fetched then is not passed over the day after.
 */
export async function syncRecent(
  dependencies: OuraSyncDependencies,
  person: Person,
  asOf: Day,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const connection = await dependencies.connections.find(person);
  if (connection === undefined) return nothingFetched;
  const marks = await dependencies.syncMarks.list(person);
  const stretches = collectionsWithin(connection.tokens.scopes).map((name) =>
    recentStretch(name, marks.get(name)?.heardUntil, asOf),
  );
  return fetchRecent(dependencies, person, stretches, asOf, signal);
}

/** Whose account the tokens open. */
export async function identifyAccount(
  dependencies: OuraSyncDependencies,
  person: Person,
  signal: AbortSignal,
): Promise<void> {
  const today = dayInZone(dependencies.clock.now(), person.timezone);
  const stretch: Stretch = { name: 'personal_info', from: today, to: today, isAgain: false };
  await fetchRecent(dependencies, person, [stretch], today, signal);
}

function recentStretch(name: CollectionName, heardUntil: Day | undefined, asOf: Day): Stretch {
  const isRows = getCollection(name).kind === 'rows';
  if (heardUntil === undefined) {
    return { name, from: addDays(asOf, -(isRows ? FIRST_ROW_DAYS : HISTORY_DAYS)), to: asOf, isAgain: false };
  }
  const last = heardUntil < asOf ? heardUntil : asOf;
  return {
    name,
    from: addDays(last, -(isRows ? TRAILING_ROW_DAYS : TRAILING_DAYS)),
    to: asOf,
    isAgain: true,
  };
}

function isDated({ name }: Stretch): boolean {
  return getCollection(name).window !== 'none';
}

/** First what tells how far the ring has been heard of, then, knowing that, all the rest. */
async function fetchRecent(
  dependencies: OuraSyncDependencies,
  person: Person,
  stretches: readonly Stretch[],
  asOf: Day,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const client = openOuraClient(dependencies, person);
  const fetchKnowing = async (group: readonly Stretch[]) => {
    const heardBefore = await dependencies.rawDocuments.lastDay(person, dailyCollections, asOf);
    return fetchAll(group, async (stretch) => {
      const one = await fetchStretch(dependencies, person, client, upTo(heardBefore, stretch), signal);
      if (stretch.name === 'personal_info') await noteAccount(dependencies, person, one.accountId);
      if (!isDated(stretch)) return one;
      const heardUntil = latest([heardBefore, isDaily(stretch) ? one.lastDay : undefined]);
      await dependencies.syncMarks.extend(person, stretch.name, { coveredFrom: stretch.from, heardUntil });
      return one;
    });
  };
  const daily = await fetchKnowing(stretches.filter(isDaily));
  const others = await fetchKnowing(stretches.filter((stretch) => !isDaily(stretch)));
  const fetched = [...daily.fetched, ...others.fetched];
  const failed = [...daily.failed, ...others.failed];
  const isWhole = failed.length > 0 && !fetched.some(({ stretch }) => isDated(stretch));
  await noteState(dependencies.connections, person, failed, isWhole);
  // Whatever could be fetched is kept before the failure is told: the next try begins where this one ended.
  const fatal =
    failed.find((failure) => !isAboutOneCollection(failure)) ??
    (isWhole ? (failed.find(({ code }) => code === 'forbidden') ?? failed[0]) : undefined);
  if (fatal !== undefined) throw fatal.error;
  return outcomeOf(fetched, failed);
}

/** There are no rows of days on which no ring was worn; a year in the drawer is not asked through every night. */
function upTo(heardUntil: Day | undefined, stretch: Stretch): Stretch {
  if (heardUntil === undefined || getCollection(stretch.name).kind !== 'rows') return stretch;
  const end = addDays(heardUntil, 1);
  return end < stretch.to && end >= stretch.from ? { ...stretch, to: end } : stretch;
}

async function noteAccount(
  { connections, syncMarks }: OuraSyncDependencies,
  person: Person,
  accountId: unknown,
): Promise<void> {
  if (typeof accountId !== 'string' || accountId === '') return;
  if (await connections.updateAccount(person, accountId)) await syncMarks.clear(person);
}

/** When everything is refused alike it is the account; what goes wrong on the way says nothing of it. */
async function noteState(
  connections: OuraConnectionStore,
  person: Person,
  failed: readonly FailedStretch[],
  isWhole: boolean,
): Promise<void> {
  if (!failed.every(isAboutOneCollection)) return;
  const has = (wanted: FailedStretch['code']) => failed.some(({ code }) => code === wanted);
  const otherwise = has('outdated') ? 'app-too-old' : 'connected';
  await connections.updateState(person, isWhole && has('forbidden') ? 'refused' : otherwise);
}
