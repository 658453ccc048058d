import { afterEach, beforeEach } from 'vitest';
import { type Database, openDatabase } from '../../../db/database.ts';
import type { Person } from '../../../db/stores/person-store.ts';
import { createStores, type Stores } from '../../../db/stores/stores.ts';
import { createKeyRing, type KeyRing } from '../../../src/vault/key-ring.ts';
import { type AdjustableClock, adjustableClock } from '../adjustable-clock.ts';
import type { DatabaseSite } from '../test-database.ts';

export const masterKey = Buffer.alloc(32, 7);

/** An empty database of this version with every store over it, and two people in it. */
export interface Store extends Stores {
  readonly site: DatabaseSite;
  readonly db: Database;
  readonly keyRing: KeyRing;
  readonly clock: AdjustableClock;
  readonly anna: Person;
  readonly berta: Person;
}

/** A pool calls itself closed before the server has heard of it; what becomes of such a connection says nothing. */
export const ignoreLostConnection = (): void => undefined;

export async function openStore(site: DatabaseSite): Promise<Store> {
  const db = await openDatabase(site.location, ignoreLostConnection);
  const clock = adjustableClock('2026-03-20T06:00:00.000Z');
  const keyRing = createKeyRing([masterKey]);
  const stores = createStores(db, keyRing, clock);
  return {
    ...stores,
    site,
    db,
    keyRing,
    clock,
    ...(await anAnnaAndABerta(stores)),
  };
}

/** Who are there already where the database was copied. */
async function anAnnaAndABerta({ people }: Stores) {
  const known = await people.list();
  const person = (slug: string, timezone: string) =>
    known.some((one) => one.slug === slug) ? people.get(slug) : people.insert(slug, timezone);
  return { anna: await person('anna', 'Europe/London'), berta: await person('berta', 'America/New_York') };
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
