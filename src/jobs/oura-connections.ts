import type { Person } from '../../db/stores/person-store.ts';
import type { ConnectionView } from '../domain/connection.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { dayInZone } from '../shared/day.ts';
import { startBackfill } from './backfill-person.ts';
import {
  beginConnection,
  type ConnectDependencies,
  completeConnection,
  connectionOf,
  connectWithToken,
  disconnectOura,
} from './connect-oura.ts';
import { backfillSlice, historyFetched, unfetchedBefore } from './fetch-past.ts';
import type { SyncOutcome } from './oura-sync.ts';
import { syncRecent } from './sync-recent.ts';

/** What the web page and the command line may ask about a person's connection. */
export interface OuraConnections {
  begin(person: Person): Promise<{ readonly url: string; readonly state: string }>;
  complete(answer: URL): Promise<Person>;
  connectWithToken(person: Person, accessToken: string): Promise<void>;
  /** False: there was none. */
  disconnect(person: Person): Promise<boolean>;
  view(person: Person): Promise<ConnectionView>;
  /** Hands the fetching of the past to the queue. */
  fetchPast(person: Person): Promise<void>;
  /** Fetches all there is, here and now. `onSlice` is told what share of the past has been fetched. */
  fetchAll(person: Person, onSlice: (share: number) => void): Promise<SyncOutcome>;
}

export interface OuraConnectionsDependencies extends ConnectDependencies {
  readonly queue: () => Promise<Pick<JobQueue, 'enqueue'>>;
}

export function createOuraConnections(dependencies: OuraConnectionsDependencies): OuraConnections {
  const never = new AbortController().signal;
  return {
    begin: (person) => beginConnection(dependencies, person),
    complete: (answer) => completeConnection(dependencies, answer, never),
    connectWithToken: (person, token) => connectWithToken(dependencies, person, token, never),
    disconnect: (person) => disconnectOura(dependencies, person),
    view: (person) => connectionOf(dependencies, person),
    fetchPast: async (person) =>
      startBackfill({ ...dependencies, queue: await dependencies.queue() }, person),
    async fetchAll(person, onSlice) {
      const asOf = dayInZone(dependencies.clock.now(), person.timezone);
      let total = await syncRecent(dependencies, person, asOf, never);
      let before = await unfetchedBefore(dependencies, person);
      while (before !== undefined) {
        onSlice((await historyFetched(dependencies, person, asOf)) ?? 0);
        total = sum(total, await backfillSlice(dependencies, person, never));
        const next = await unfetchedBefore(dependencies, person);
        if (next === before) break;
        before = next;
      }
      return total;
    },
  };
}

function sum(left: SyncOutcome, right: SyncOutcome): SyncOutcome {
  return {
    requests: left.requests + right.requests,
    added: left.added + right.added,
    revised: left.revised + right.revised,
    refused: left.refused + right.refused,
    leftOut: [...new Set([...left.leftOut, ...right.leftOut])],
  };
}
