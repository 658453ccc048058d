import { existsSync } from 'node:fs';
import { openDatabase } from '../db/database.ts';
import { createFindingStore } from '../db/stores/finding-store.ts';
import { createInterpretationStore } from '../db/stores/interpretation-store.ts';
import { checkKey } from '../db/stores/key-check.ts';
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
import { createKeyRing } from './vault/key-ring.ts';
import { loadMasterKey } from './vault/master-key.ts';

/** Key, database, stores: refused as a whole when the key does not fit the data. */
export async function openStorage(config: Config, secrets: Secrets, clock: Clock, logger: Logger) {
  // A PostgreSQL server may hold data from another host; there a missing key file is never an invitation.
  const isNew = config.database.kind === 'sqlite' && !existsSync(config.database.path);
  const keyRing = createKeyRing(loadMasterKey(secrets.masterKey, { mayCreate: isNew }));
  const db = await openDatabase(config.database, (error) =>
    logger.warn({ err: error }, 'database connection lost'),
  );
  try {
    await checkKey(db, keyRing);
  } catch (error) {
    await db.destroy();
    throw error;
  }
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
