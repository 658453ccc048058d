import type { Clock } from '../../src/shared/clock.ts';
import type { Database } from '../database.ts';
import { withPersonLocked } from '../transaction.ts';
import { type CheckInStore, createCheckInStore } from './check-in-store.ts';
import type { Person } from './person-store.ts';
import { createRawDocumentStore, type RawDocumentStore } from './raw-document-store.ts';
import { createSeriesStore, type SeriesStore } from './series-store.ts';

/** What was observed and what is computed from it. */
export interface ObservationStores {
  readonly rawDocuments: RawDocumentStore;
  readonly checkIns: CheckInStore;
  readonly series: SeriesStore;
  /** Both change together or not at all, and one at a time for each person. */
  together<Result>(person: Person, work: (stores: ObservationStores) => Promise<Result>): Promise<Result>;
}

export function createObservationStores(db: Database, clock: Clock): ObservationStores {
  return {
    rawDocuments: createRawDocumentStore(db, clock),
    checkIns: createCheckInStore(db, clock),
    series: createSeriesStore(db, clock),
    together: (person, work) =>
      withPersonLocked(db, person, (transaction) => work(createObservationStores(transaction, clock))),
  };
}
