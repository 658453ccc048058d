import type { Clock } from '../../src/shared/clock.ts';
import type { KeyRing } from '../../src/vault/key-ring.ts';
import type { Database } from '../database.ts';
import { createAnnouncementStore } from './announcement-store.ts';
import { createContactStore } from './contact-store.ts';
import { createDigestStore } from './digest-store.ts';
import { createErasureStore } from './erasure-store.ts';
import { createFindingStore } from './finding-store.ts';
import { createInterpretationStore } from './interpretation-store.ts';
import { createKeyStore } from './key-store.ts';
import { createModelAnswerStore } from './model-answer-store.ts';
import { createNotificationStore } from './notification-store.ts';
import { createObservationStores } from './observation-stores.ts';
import { createOuraAuthorisationStore } from './oura-authorisation-store.ts';
import { createOuraConnectionStore } from './oura-connection-store.ts';
import { createPageStore } from './page-store.ts';
import { createPersonStore } from './person-store.ts';
import { createProfileStore } from './profile-store.ts';
import { createProgressStore } from './progress-store.ts';
import { createPushSubscriptionStore } from './push-subscription-store.ts';
import { createRedFlagStore } from './red-flag-store.ts';
import { createRequestBudgetStore } from './request-budget-store.ts';
import { createRoundStore } from './round-store.ts';
import { createRoundUpkeep } from './round-upkeep.ts';
import { createRoundUsageStore } from './round-usage-store.ts';
import { createServerKeyStore } from './server-key-store.ts';
import { createShareStore } from './share-store.ts';
import { createSnapshots } from './snapshots.ts';
import { createStepStore } from './step-store.ts';
import { createSyncMarkStore } from './sync-mark-store.ts';
import { createWebhookEventStore } from './webhook-event-store.ts';

export type Stores = ReturnType<typeof createStores>;

/** Every store over one database. */
export function createStores(db: Database, keyRing: KeyRing, clock: Clock) {
  const people = createPersonStore(db, keyRing, clock);
  return {
    people,
    erasures: createErasureStore(db),
    keys: createKeyStore(db, keyRing),
    profiles: createProfileStore(db, clock),
    ...createObservationStores(db, clock),
    connections: createOuraConnectionStore(db, clock),
    authorisations: createOuraAuthorisationStore(db, people, clock),
    syncMarks: createSyncMarkStore(db, clock),
    requestBudgets: createRequestBudgetStore(db, clock),
    webhookEvents: createWebhookEventStore(db, clock),
    rounds: createRoundStore(db, clock),
    roundUpkeep: createRoundUpkeep(db),
    roundUsages: createRoundUsageStore(db),
    steps: createStepStore(db, clock),
    progress: createProgressStore(db),
    findings: createFindingStore(db, clock),
    interpretations: createInterpretationStore(db, clock),
    pages: createPageStore(db, clock),
    modelAnswers: createModelAnswerStore(db, clock),
    digests: createDigestStore(db, clock),
    contacts: createContactStore(db, clock),
    notifications: createNotificationStore(db, clock),
    redFlags: createRedFlagStore(db, clock),
    snapshots: createSnapshots(db, clock),
    shares: createShareStore(db, clock),
    announcements: createAnnouncementStore(db, clock),
    pushSubscriptions: createPushSubscriptionStore(db, clock),
    serverKeys: createServerKeyStore(db, keyRing),
  };
}
