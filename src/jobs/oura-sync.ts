import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { OuraConnectionStore } from '../../db/stores/oura-connection-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { RequestBudgetStore } from '../../db/stores/request-budget-store.ts';
import type { SyncMarkStore } from '../../db/stores/sync-mark-store.ts';
import { HISTORY_DAYS } from '../analysis/frame.ts';
import type { Clock } from '../shared/clock.ts';
import { addDays, type Day, dayInZone } from '../shared/day.ts';
import { type ErrorCode, RoundsError } from '../shared/errors.ts';
import { createOuraClient, type OuraClient } from '../sources/oura/client.ts';
import {
  type CollectionName,
  collectionsWithin,
  findCollection,
  getCollection,
} from '../sources/oura/collections.ts';
import type { OuraOAuth } from '../sources/oura/oauth.ts';
import { createOuraAccess } from './oura-access.ts';
import { recordDocuments } from './record-observations.ts';
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
}

export interface SyncOutcome {
  readonly requests: number;
  readonly added: number;
  readonly revised: number;
  readonly refused: number;
  /** Collections the person did not allow, or Oura does not have; everything else was fetched. */
  readonly leftOut: readonly CollectionName[];
}

/** One collection and the days of it that are to be fetched. */
interface Stretch {
  readonly name: CollectionName;
  readonly from: Day;
  readonly to: Day;
}

/** Oura rewrites documents for up to eight days and delivers nights up to five days late. */
const TRAILING_DAYS = 10;
/** Rows are never rewritten, and a first fetch need not wait for years of them. */
const TRAILING_ROW_DAYS = 1;
const FIRST_ROW_DAYS = 30;
/** No ring was sold before. */
const FIRST_DAY = '2015-01-01' as Day;
const SLICE_DAYS = 365;
const ROW_SLICE_DAYS = 30;
/** Documents there are of every day on which the ring was worn. */
const DAILY: readonly CollectionName[] = ['daily_activity', 'sleep'];

export function openOuraClient(dependencies: OuraSyncDependencies, person: Person): OuraClient {
  return createOuraClient({
    baseUrl: dependencies.ouraBaseUrl,
    fetch: dependencies.fetch,
    ...createOuraAccess(person, dependencies),
    ...createRequestTurn(dependencies.requestBudgets, dependencies.ouraLimit),
  });
}

/**
 * What has happened since the last fetch, and again whatever Oura may still rewrite: counted from the last day the ring
 * was heard of, because a phone that comes home after three weeks delivers all of them at once.
 */
export async function syncRecent(
  dependencies: OuraSyncDependencies,
  person: Person,
  asOf: Day,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const connection = await dependencies.connections.find(person);
  if (connection === undefined) return nothing;
  const [marks, lastHeard] = await Promise.all([
    dependencies.syncMarks.list(person),
    dependencies.rawDocuments.lastDay(person, DAILY, asOf),
  ]);
  const stretches = collectionsWithin(connection.tokens.scopes).map((name): Stretch => {
    const isKnown = marks.has(name) && lastHeard !== undefined;
    if (getCollection(name).kind === 'rows') {
      return {
        name,
        from: addDays(isKnown ? lastHeard : asOf, -(isKnown ? TRAILING_ROW_DAYS : FIRST_ROW_DAYS)),
        to: asOf,
      };
    }
    return {
      name,
      from: addDays(isKnown ? lastHeard : asOf, -(isKnown ? TRAILING_DAYS : HISTORY_DAYS)),
      to: asOf,
    };
  });
  return fetchStretches(dependencies, person, stretches, signal);
}

/** Whose account the tokens open. */
export async function identifyAccount(
  dependencies: OuraSyncDependencies,
  person: Person,
  signal: AbortSignal,
): Promise<void> {
  const today = dayInZone(dependencies.clock.now(), person.timezone);
  await fetchStretches(dependencies, person, [{ name: 'personal_info', from: today, to: today }], signal);
}

/** One more slice of the past for every collection that lacks some. What is here is marked, so it can stop anywhere. */
export async function backfillSlice(
  dependencies: OuraSyncDependencies,
  person: Person,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const stretches = await openStretches(dependencies, person);
  return stretches.length === 0 ? nothing : fetchStretches(dependencies, person, stretches, signal);
}

/** The last day of the past that has not been fetched; undefined when nothing is left to fetch. */
export async function unfetchedBefore(
  dependencies: OuraSyncDependencies,
  person: Person,
): Promise<Day | undefined> {
  const stretches = await openStretches(dependencies, person);
  return stretches
    .map(({ to }) => to)
    .sort()
    .at(-1);
}

/** How far a person's history has been fetched: undefined before the first fetch, 1 when all of it is here. */
export async function historyFetched(
  dependencies: Pick<OuraSyncDependencies, 'syncMarks'>,
  person: Person,
  asOf: Day,
): Promise<number | undefined> {
  const marks = await dependencies.syncMarks.list(person);
  const dated = [...marks].filter(([name]) => findCollection(name)?.kind === 'documents');
  if (dated.length === 0) return undefined;
  const latest = dated
    .map(([, day]) => day)
    .sort()
    .at(-1) as Day;
  return (Date.parse(asOf) - Date.parse(latest)) / (Date.parse(asOf) - Date.parse(FIRST_DAY));
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
      const covered = marks.get(name);
      if (collection.kind !== kind || collection.window === 'none') return [];
      if (covered === undefined || covered <= end) return [];
      const from = addDays(covered, -days);
      return [{ name, from: from < end ? end : from, to: addDays(covered, -1) }];
    });
  const documents = slices('documents', SLICE_DAYS, FIRST_DAY);
  // Rows are many: they are asked for only as far back as a ring was worn, which the documents tell.
  return documents.length > 0 || firstHeard === undefined
    ? documents
    : slices('rows', ROW_SLICE_DAYS, addDays(firstHeard, -1));
}

async function fetchStretches(
  dependencies: OuraSyncDependencies,
  person: Person,
  stretches: readonly Stretch[],
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const client = openOuraClient(dependencies, person);
  const settled = await Promise.allSettled(
    stretches.map((stretch) => fetchStretch(dependencies, person, client, stretch, signal)),
  );
  const failures = settled.flatMap((result, index) =>
    result.status === 'rejected'
      ? [{ error: result.reason as unknown, stretch: stretches[index] as Stretch }]
      : [],
  );
  const isWhole = !settled.some(({ status }) => status === 'fulfilled');
  const fatal = failures.find(({ error }) => isWhole || !isAboutOneCollection(error));
  await noteState(dependencies.connections, person, fatal === undefined ? failures : [fatal]);
  // Whatever could be fetched is kept before the failure is told: the next try begins where this one ended.
  if (fatal !== undefined) throw fatal.error;
  const leftOut = failures.map(({ stretch }) => stretch.name);
  const outcomes = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  return outcomes.reduce<SyncOutcome>(add, { ...nothing, leftOut });
}

async function fetchStretch(
  dependencies: OuraSyncDependencies,
  person: Person,
  client: OuraClient,
  { name, from, to }: Stretch,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const fetched = await client.fetchCollection(name, from, to, signal);
  const recorded = await recordDocuments(dependencies, person, fetched.documents);
  if (name === 'personal_info') await noteAccount(dependencies, person, fetched.documents[0]?.body.id);
  if (getCollection(name).window !== 'none') await dependencies.syncMarks.extend(person, name, from);
  return {
    requests: fetched.requests,
    added: recorded.added,
    revised: recorded.revised,
    refused: fetched.refusals.length + recorded.refusals.length,
    leftOut: [],
  };
}

async function noteAccount(
  { connections, syncMarks }: OuraSyncDependencies,
  person: Person,
  accountId: unknown,
): Promise<void> {
  if (typeof accountId !== 'string' || accountId === '') return;
  if (await connections.updateAccount(person, accountId)) await syncMarks.clear(person);
}

const nothing: SyncOutcome = { requests: 0, added: 0, revised: 0, refused: 0, leftOut: [] };

function add(left: SyncOutcome, right: SyncOutcome): SyncOutcome {
  return {
    requests: left.requests + right.requests,
    added: left.added + right.added,
    revised: left.revised + right.revised,
    refused: left.refused + right.refused,
    leftOut: left.leftOut,
  };
}

const oneCollectionCodes: readonly ErrorCode[] = ['missing-scope', 'not-found', 'forbidden', 'outdated'];

/**
 * A permission that was not given, or a collection that this version of the API or of the app lacks, keeps nothing else
 * away. When everything is refused alike it is the account.
 */
function isAboutOneCollection(error: unknown): boolean {
  return error instanceof RoundsError && oneCollectionCodes.includes(error.code);
}

async function noteState(
  connections: OuraConnectionStore,
  person: Person,
  failures: readonly { readonly error: unknown }[],
): Promise<void> {
  const codes = failures.map(({ error }) => (error instanceof RoundsError ? error.code : 'internal'));
  if (codes.includes('outdated')) await connections.updateState(person, 'app-too-old');
  else if (codes.length === 1 && codes[0] === 'forbidden') await connections.updateState(person, 'refused');
  else if (codes.every((code) => oneCollectionCodes.includes(code))) {
    await connections.updateState(person, 'connected');
  }
}
