import { afterEach, beforeEach } from 'vitest';
import { type Database, openDatabase } from '../../../db/database.ts';
import { createFindingStore } from '../../../db/stores/finding-store.ts';
import { createInterpretationStore } from '../../../db/stores/interpretation-store.ts';
import { createObservationStores, type ObservationStores } from '../../../db/stores/observation-stores.ts';
import { createOuraConnectionStore } from '../../../db/stores/oura-connection-store.ts';
import { createPageStore } from '../../../db/stores/page-store.ts';
import { createPersonStore, type Person } from '../../../db/stores/person-store.ts';
import { createProfileStore } from '../../../db/stores/profile-store.ts';
import { createRoundStore } from '../../../db/stores/round-store.ts';
import { createStepStore } from '../../../db/stores/step-store.ts';
import { createKeyRing, type KeyRing } from '../../../src/vault/key-ring.ts';
import { type AdjustableClock, adjustableClock } from '../adjustable-clock.ts';
import type { DatabaseSite } from '../test-database.ts';

export const masterKey = Buffer.alloc(32, 7);

/** An empty database of this version with every store over it, and two people in it. */
export interface Store extends ObservationStores {
  readonly site: DatabaseSite;
  readonly db: Database;
  readonly keyRing: KeyRing;
  readonly clock: AdjustableClock;
  readonly people: ReturnType<typeof createPersonStore>;
  readonly profiles: ReturnType<typeof createProfileStore>;
  readonly connections: ReturnType<typeof createOuraConnectionStore>;
  readonly rounds: ReturnType<typeof createRoundStore>;
  readonly steps: ReturnType<typeof createStepStore>;
  readonly findings: ReturnType<typeof createFindingStore>;
  readonly interpretations: ReturnType<typeof createInterpretationStore>;
  readonly pages: ReturnType<typeof createPageStore>;
  readonly anna: Person;
  readonly berta: Person;
}

/** A pool calls itself closed before the server has heard of it; what becomes of such a connection says nothing. */
export const ignoreLostConnection = (): void => undefined;

export async function openStore(site: DatabaseSite): Promise<Store> {
  const db = await openDatabase(site.location, ignoreLostConnection);
  const clock = adjustableClock('2026-03-20T06:00:00.000Z');
  const keyRing = createKeyRing(masterKey);
  const people = createPersonStore(db, keyRing, clock);
  return {
    site,
    db,
    keyRing,
    clock,
    people,
    ...createObservationStores(db, clock),
    profiles: createProfileStore(db, clock),
    connections: createOuraConnectionStore(db, clock),
    rounds: createRoundStore(db, clock),
    steps: createStepStore(db, clock),
    findings: createFindingStore(db, clock),
    interpretations: createInterpretationStore(db, clock),
    pages: createPageStore(db, clock),
    anna: await people.insert('anna', 'Europe/London'),
    berta: await people.insert('berta', 'America/New_York'),
  };
}

/** To be called in a `describe`: opens a database of its own for every test in it. */
export function setStore(createSite: () => Promise<DatabaseSite>): () => Store {
  let store: Store | undefined;
  beforeEach(async () => {
    store = await openStore(await createSite());
  });
  afterEach(async () => {
    await store?.db.destroy();
    await store?.site.remove();
    store = undefined;
  });
  return () => {
    if (store === undefined) throw new Error('The store is open only while a test runs.');
    return store;
  };
}
