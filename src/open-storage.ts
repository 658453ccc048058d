import { type Database, openDatabase } from '../db/database.ts';
import { createFindingStore } from '../db/stores/finding-store.ts';
import { createInterpretationStore } from '../db/stores/interpretation-store.ts';
import { checkKey, isKeyed } from '../db/stores/key-check.ts';
import { createObservationStores } from '../db/stores/observation-stores.ts';
import { createOuraConnectionStore } from '../db/stores/oura-connection-store.ts';
import { createPageStore } from '../db/stores/page-store.ts';
import { createPersonStore } from '../db/stores/person-store.ts';
import { createProfileStore } from '../db/stores/profile-store.ts';
import { createRoundStore } from '../db/stores/round-store.ts';
import { createStepStore } from '../db/stores/step-store.ts';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import type { Clock } from './shared/clock.ts';
import type { Logger } from './shared/logger.ts';
import { createKeyRing, type KeyRing } from './vault/key-ring.ts';
import { loadMasterKey } from './vault/master-key.ts';

/** Key, database, stores: refused as a whole when the key does not fit the data. */
export async function openStorage(config: Config, secrets: Secrets, clock: Clock, logger: Logger) {
  const db = await openDatabase(config.database, (error) =>
    logger.warn({ err: error }, 'database connection lost'),
  );
  const keyRing = await openKeyRing(db, secrets).catch(async (error: unknown) => {
    await db.destroy();
    throw error;
  });
  return {
    stores: {
      people: createPersonStore(db, keyRing, clock),
      profiles: createProfileStore(db, clock),
      ...createObservationStores(db, clock),
      connections: createOuraConnectionStore(db, clock),
      rounds: createRoundStore(db, clock),
      steps: createStepStore(db, clock),
      findings: createFindingStore(db, clock),
      interpretations: createInterpretationStore(db, clock),
      pages: createPageStore(db, clock),
    },
    close: () => db.destroy(),
  };
}

/** A key is made only for a database that nobody has sealed anything in, wherever it lies. */
async function openKeyRing(db: Database, secrets: Secrets): Promise<KeyRing> {
  const keyRing = createKeyRing(loadMasterKey(secrets.masterKey, { mayCreate: !(await isKeyed(db)) }));
  await checkKey(db, keyRing);
  return keyRing;
}
