import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { OuraConnectionStore } from '../../db/stores/oura-connection-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { defineJob, type JobContext } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { Clock } from '../shared/clock.ts';
import { addDays, type Day } from '../shared/day.ts';
import { createOuraClient } from '../sources/oura/client.ts';
import { type CollectionName, collectionNames, getCollection } from '../sources/oura/collections.ts';
import type { OuraOAuth } from '../sources/oura/oauth.ts';
import { createOuraAccess } from './oura-access.ts';
import { recordDocuments } from './record-observations.ts';
import { roundPayload } from './round-payload.ts';
import { failStep, type RoundStores, runStep } from './round-step.ts';

export const syncPerson = defineJob({
  name: 'sync-person',
  queue: 'sources',
  payload: roundPayload,
  retry: { attempts: 6, backoffMs: 5_000, maxAgeMs: 30 * 60_000 },
  timeoutMs: 5 * 60_000,
  idempotencyKey: ({ roundId }) => roundId,
});

export interface SyncDependencies extends RoundStores, ObservationStores {
  readonly connections: OuraConnectionStore;
  readonly oauth: OuraOAuth | undefined;
  readonly ouraBaseUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** Oura rewrites documents for up to eight days and delivers nights up to five days late. */
const TRAILING_DAYS = 10;
/** A first sync reaches this far back; the ring is younger than this. */
const FIRST_SYNC_DAYS = 4000;

export function syncPersonHandler(dependencies: SyncDependencies) {
  return handle(
    syncPerson,
    (payload, context) =>
      runStep(dependencies, payload, 'sync', async (person, round) => {
        await syncOura(dependencies, person, round.asOf, context);
        return async () => undefined;
      }),
    { onDead: (payload, reason) => failStep(dependencies, payload, 'sync', reason) },
  );
}

async function syncOura(
  dependencies: SyncDependencies,
  person: Person,
  asOf: Day,
  { signal, logger }: JobContext,
): Promise<void> {
  const connection = await dependencies.connections.find(person);
  // Someone whose data come from files only has nothing to fetch.
  if (connection === undefined) return;
  const access = createOuraAccess(person, dependencies);
  const client = createOuraClient({
    baseUrl: dependencies.ouraBaseUrl,
    fetch: dependencies.fetch,
    ...access,
  });
  const lastKnown = await dependencies.rawDocuments.lastDay(person, 'oura');
  // A document dated in the future must not keep today's from being asked for.
  const newest = lastKnown !== undefined && lastKnown < asOf ? lastKnown : asOf;
  const from = lastKnown === undefined ? addDays(asOf, -FIRST_SYNC_DAYS) : addDays(newest, -TRAILING_DAYS);
  const collections = grantedCollections(connection.tokens.scopes);
  const fetched = await Promise.all(
    collections.map((name) => client.fetchCollection(name, from, asOf, signal)),
  );
  const recorded = await recordDocuments(
    dependencies,
    person,
    fetched.flatMap(({ documents }) => documents),
  );
  const refused = fetched.reduce((sum, { refusals }) => sum + refusals.length, recorded.refusals.length);
  logger.info({ added: recorded.added, revised: recorded.revised, refused }, 'synced with Oura');
}

function grantedCollections(scopes: readonly string[]): CollectionName[] {
  return collectionNames.filter((name) => scopes.includes(getCollection(name).scope));
}
