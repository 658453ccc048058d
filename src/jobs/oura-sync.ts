import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { OuraConnectionStore } from '../../db/stores/oura-connection-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { RequestBudgetStore } from '../../db/stores/request-budget-store.ts';
import type { SyncMarkStore } from '../../db/stores/sync-mark-store.ts';
import { HISTORY_DAYS } from '../analysis/frame.ts';
import type { Clock } from '../shared/clock.ts';
import { addDays, type Day, dayInZone } from '../shared/day.ts';
import { systemWait, type Wait } from '../shared/wait.ts';
import { createOuraClient, type OuraClient } from '../sources/oura/client.ts';
import {
  type CollectionName,
  collectionsWithin,
  findCollection,
  getCollection,
} from '../sources/oura/collections.ts';
import type { OuraOAuth } from '../sources/oura/oauth.ts';
import {
  type FailedStretch,
  type FetchedStretch,
  fetchAll,
  fetchStretch,
  isAboutOneCollection,
  latest,
  type Stretch,
} from './fetch-stretch.ts';
import { createOuraAccess } from './oura-access.ts';
import { createRequestTurn, type ProviderLimit } from './request-turn.ts';

export interface OuraSyncDependencies extends ObservationStores {
  readonly connections: OuraConnectionStore;
  readonly syncMarks: SyncMarkStore;
  readonly requestBudgets: RequestBudgetStore;
  readonly ouraLimit: ProviderLimit;
  /** Absent when no client id and secret are configured. */
  readonly oauth: OuraOAuth | undefined;
  readonly ouraBaseUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** How the time of a pause is spent; by waiting, unless told. */
  readonly wait?: Wait;
}

export interface SyncOutcome {
  readonly requests: number;
  readonly added: number;
  readonly revised: number;
  readonly refused: number;
  /** Collections the person did not allow, or Oura does not have; everything else was fetched. */
  readonly leftOut: readonly CollectionName[];
}

/** Oura rewrites documents for up to eight days and delivers nights up to five days late. */
const TRAILING_DAYS = 10;
/** Rows are never rewritten, and a first fetch need not wait for years of them. */
const TRAILING_ROW_DAYS = 1;
const FIRST_ROW_DAYS = 29;
/** No ring was sold before. */
const FIRST_DAY = '2015-01-01' as Day;
const SLICE_DAYS = 365;
const ROW_SLICE_DAYS = 30;
/** Documents there are of every day on which the ring was worn. */
const DAILY: readonly CollectionName[] = ['daily_activity', 'sleep'];

export function openOuraClient(dependencies: OuraSyncDependencies, person: Person): OuraClient {
  const wait = dependencies.wait ?? systemWait;
  return createOuraClient({
    baseUrl: dependencies.ouraBaseUrl,
    fetch: dependencies.fetch,
    wait,
    ...createOuraAccess(person, { ...dependencies, wait }),
    ...createRequestTurn(dependencies.requestBudgets, dependencies.ouraLimit, wait),
  });
}

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
  if (connection === undefined) return nothing;
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

/** One more slice of the past for every collection that lacks some. What is here is marked, so it can stop anywhere. */
export async function backfillSlice(
  dependencies: OuraSyncDependencies,
  person: Person,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const stretches = await openStretches(dependencies, person);
  const client = openOuraClient(dependencies, person);
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

async function openStretches(dependencies: OuraSyncDependencies, person: Person): Promise<Stretch[]> {
  const connection = await dependencies.connections.find(person);
  if (connection === undefined) return [];
  const [marks, firstHeard] = await Promise.all([
    dependencies.syncMarks.list(person),
    dependencies.rawDocuments.firstDay(person, DAILY),
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

function isDaily({ name }: Stretch): boolean {
  return DAILY.includes(name);
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
    const heardBefore = await dependencies.rawDocuments.lastDay(person, DAILY, asOf);
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

const nothing: SyncOutcome = { requests: 0, added: 0, revised: 0, refused: 0, leftOut: [] };

function outcomeOf(fetched: readonly FetchedStretch[], failed: readonly FailedStretch[]): SyncOutcome {
  const sum = (of: (one: FetchedStretch) => number) => fetched.reduce((total, one) => total + of(one), 0);
  return {
    requests: sum(({ requests }) => requests),
    added: sum(({ added }) => added),
    revised: sum(({ revised }) => revised),
    refused: sum(({ refused }) => refused),
    leftOut: failed.map(({ stretch }) => stretch.name),
  };
}
