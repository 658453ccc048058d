import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { Day } from '../shared/day.ts';
import { type ErrorCode, RoundsError } from '../shared/errors.ts';
import type { OuraClient } from '../sources/oura/client.ts';
import type { CollectionName } from '../sources/oura/collections.ts';
import { fetchMissing } from './missing-documents.ts';
import { recordDocuments } from './record-observations.ts';

/** One collection and the days of it that are to be fetched. */
export interface Stretch {
  readonly name: CollectionName;
  readonly from: Day;
  readonly to: Day;
  /** These days were fetched before: what is kept of them and no longer told is looked for. */
  readonly isAgain: boolean;
}

export interface FetchedStretch {
  readonly stretch: Stretch;
  readonly requests: number;
  readonly added: number;
  readonly revised: number;
  readonly refused: number;
  /** The last day it told of. */
  readonly lastDay: Day | undefined;
  /** Where it is the document of the account itself. */
  readonly accountId: unknown;
}

export interface FailedStretch {
  readonly stretch: Stretch;
  readonly error: unknown;
  readonly code: ErrorCode;
}

export async function fetchStretch(
  stores: ObservationStores,
  person: Person,
  client: OuraClient,
  stretch: Stretch,
  signal: AbortSignal,
): Promise<FetchedStretch> {
  const { name, from, to, isAgain } = stretch;
  const told = await client.fetchCollection(name, from, to, signal);
  const recorded = await recordDocuments(stores, person, told.documents);
  const missing = isAgain
    ? await fetchMissing(stores, client, person, stretch, told, signal)
    : { documents: [], requests: 0 };
  const found = await recordDocuments(stores, person, missing.documents);
  return {
    stretch,
    requests: told.requests + missing.requests,
    added: recorded.added + found.added,
    revised: recorded.revised + found.revised,
    refused: told.refusals.length + recorded.refusals.length + found.refusals.length,
    lastDay: latest(told.documents.map(({ day }) => day)),
    accountId: name === 'personal_info' ? told.documents[0]?.body.id : undefined,
  };
}

/** Side by side; one that fails keeps none of the others away. */
export async function fetchAll(
  stretches: readonly Stretch[],
  fetchOne: (stretch: Stretch) => Promise<FetchedStretch>,
): Promise<{ fetched: FetchedStretch[]; failed: FailedStretch[] }> {
  const settled = await Promise.allSettled(stretches.map(fetchOne));
  const fetched = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = settled.flatMap((result, index): FailedStretch[] => {
    if (result.status === 'fulfilled') return [];
    const error: unknown = result.reason;
    const code = error instanceof RoundsError ? error.code : 'internal';
    return [{ stretch: stretches[index] as Stretch, error, code }];
  });
  return { fetched, failed };
}

const oneCollectionCodes: readonly ErrorCode[] = ['missing-scope', 'not-found', 'forbidden', 'outdated'];

/**
 * A permission that was not given, or a collection that this version of the API or of the app lacks, keeps nothing else
 * away.
 */
export function isAboutOneCollection({ code }: FailedStretch): boolean {
  return oneCollectionCodes.includes(code);
}

export function latest(days: readonly (Day | undefined)[]): Day | undefined {
  return days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
}
