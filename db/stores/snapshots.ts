import type { Clock } from '../../src/shared/clock.ts';
import type { Database } from '../database.ts';
import { createAnnouncementStore } from './announcement-store.ts';
import { createContactStore } from './contact-store.ts';
import { createDigestStore } from './digest-store.ts';
import { createFindingStore } from './finding-store.ts';
import { createInterpretationStore } from './interpretation-store.ts';
import { createModelAnswerStore } from './model-answer-store.ts';
import { createNotificationStore } from './notification-store.ts';
import { createObservationStores } from './observation-stores.ts';
import { createOuraConnectionStore } from './oura-connection-store.ts';
import { createPageStore } from './page-store.ts';
import { createProfileStore } from './profile-store.ts';
import { createRedFlagStore } from './red-flag-store.ts';
import { createRoundStore } from './round-store.ts';
import { createRoundUsageStore } from './round-usage-store.ts';
import { createShareUpkeep } from './share-upkeep.ts';
import { createStepStore } from './step-store.ts';
import { createSyncMarkStore } from './sync-mark-store.ts';
import { createWebhookEventStore } from './webhook-event-store.ts';

/** What is kept of people, as it stood at one moment: to be read. */
export type Snapshot = ReturnType<typeof createSnapshot>;
export type Snapshots = ReturnType<typeof createSnapshots>;

export function createSnapshots(db: Database, clock: Clock) {
  return {
    /**
     * However long it takes and whatever is written elsewhere meanwhile, all of it is of one moment. SQLite's one
     * connection is taken for as long: for a process that does nothing else.
     */
    read<Result>(work: (snapshot: Snapshot) => Promise<Result>): Promise<Result> {
      return db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((transaction) => work(createSnapshot(transaction, clock)));
    },
  };
}

function createSnapshot(db: Database, clock: Clock) {
  const { rawDocuments, checkIns, series } = createObservationStores(db, clock);
  return {
    rawDocuments,
    checkIns,
    series,
    profiles: createProfileStore(db, clock),
    connections: createOuraConnectionStore(db, clock),
    syncMarks: createSyncMarkStore(db, clock),
    webhookEvents: createWebhookEventStore(db, clock),
    rounds: createRoundStore(db, clock),
    steps: createStepStore(db, clock),
    roundUsages: createRoundUsageStore(db),
    findings: createFindingStore(db, clock),
    interpretations: createInterpretationStore(db, clock),
    pages: createPageStore(db, clock),
    digests: createDigestStore(db, clock),
    modelAnswers: createModelAnswerStore(db, clock),
    contacts: createContactStore(db, clock),
    notifications: createNotificationStore(db, clock),
    redFlags: createRedFlagStore(db, clock),
    shares: createShareUpkeep(db, clock),
    announcements: createAnnouncementStore(db, clock),
  };
}
