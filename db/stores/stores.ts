import type { Clock } from '../../src/shared/clock.ts';
import type { KeyRing } from '../../src/vault/key-ring.ts';
import type { Database } from '../database.ts';
import { createFindingStore } from './finding-store.ts';
import { createInterpretationStore } from './interpretation-store.ts';
import { createObservationStores } from './observation-stores.ts';
import { createOuraConnectionStore } from './oura-connection-store.ts';
import { createPageStore } from './page-store.ts';
import { createPersonStore } from './person-store.ts';
import { createProfileStore } from './profile-store.ts';
import { createRoundStore } from './round-store.ts';
import { createStepStore } from './step-store.ts';

export type Stores = ReturnType<typeof createStores>;

/** Every store over one database. */
export function createStores(db: Database, keyRing: KeyRing, clock: Clock) {
  return {
    people: createPersonStore(db, keyRing, clock),
    profiles: createProfileStore(db, clock),
    ...createObservationStores(db, clock),
    connections: createOuraConnectionStore(db, clock),
    rounds: createRoundStore(db, clock),
    steps: createStepStore(db, clock),
    findings: createFindingStore(db, clock),
    interpretations: createInterpretationStore(db, clock),
    pages: createPageStore(db, clock),
  };
}
