import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { OuraConnectionStore } from '../../db/stores/oura-connection-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { RequestBudgetStore } from '../../db/stores/request-budget-store.ts';
import type { SyncMarkStore } from '../../db/stores/sync-mark-store.ts';
import type { Clock } from '../shared/clock.ts';
import { systemWait, type Wait } from '../shared/wait.ts';
import { createOuraClient, type OuraClient } from '../sources/oura/client.ts';
import type { CollectionName } from '../sources/oura/collections.ts';
import type { OuraOAuth } from '../sources/oura/oauth.ts';
import type { FailedStretch, FetchedStretch } from './fetch-stretch.ts';
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

/** Documents there are of every day on which the ring was worn. */
export const dailyCollections: readonly CollectionName[] = ['daily_activity', 'sleep'];

export const nothingFetched: SyncOutcome = { requests: 0, added: 0, revised: 0, refused: 0, leftOut: [] };

/** `share`: how much of what the application may ask is open to these requests; the rest is for whoever is waited for. */
export function openOuraClient(
  dependencies: OuraSyncDependencies,
  person: Person,
  { share = 1 }: { share?: number } = {},
): OuraClient {
  const wait = dependencies.wait ?? systemWait;
  return createOuraClient({
    baseUrl: dependencies.ouraBaseUrl,
    fetch: dependencies.fetch,
    wait,
    ...createOuraAccess(person, { ...dependencies, wait }),
    ...createRequestTurn(dependencies.requestBudgets, 'Oura', { ...dependencies.ouraLimit, share }, wait),
  });
}

export function isDaily({ name }: { readonly name: CollectionName }): boolean {
  return dailyCollections.includes(name);
}

export function outcomeOf(fetched: readonly FetchedStretch[], failed: readonly FailedStretch[]): SyncOutcome {
  const sum = (of: (one: FetchedStretch) => number) => fetched.reduce((total, one) => total + of(one), 0);
  return {
    requests: sum(({ requests }) => requests),
    added: sum(({ added }) => added),
    revised: sum(({ revised }) => revised),
    refused: sum(({ refused }) => refused),
    leftOut: failed.map(({ stretch }) => stretch.name),
  };
}
