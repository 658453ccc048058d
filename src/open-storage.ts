import { type Database, openDatabase, pingDatabase } from '../db/database.ts';
import { checkKey, isKeyed } from '../db/stores/key-check.ts';
import { createStores } from '../db/stores/stores.ts';
import { wipeFreed } from '../db/wipe-freed.ts';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import type { Clock } from './shared/clock.ts';
import type { Logger } from './shared/logger.ts';
import { createKeyRing, type KeyRing } from './vault/key-ring.ts';
import { loadMasterKeys } from './vault/master-key.ts';

/** Key, database, stores: refused as a whole when the key does not fit the data. */
export async function openStorage(config: Config, secrets: Secrets, clock: Clock, logger: Logger) {
  const db = await openDatabase(config.database, (error) =>
    logger.warn({ err: error }, 'database connection lost'),
  );
  const keyRing = await fittingKeyRing(db, secrets).catch(async (error: unknown) => {
    await db.destroy();
    throw error;
  });
  return {
    db,
    stores: { ...createStores(db, keyRing, clock), wipeFreed: () => wipeFreed(db, config.database) },
    pingDatabase: () => pingDatabase(db),
    close: () => db.destroy(),
  };
}

/** A key is made only for a database that nobody has sealed anything in, wherever it lies. */
async function fittingKeyRing(db: Database, secrets: Secrets): Promise<KeyRing> {
  const keyRing = openKeyRing(secrets, { mayCreate: !(await isKeyed(db)) });
  await checkKey(db, keyRing);
  return keyRing;
}

/** The keys of the configured source, which is looked at again when a key is met that is not among them. */
export function openKeyRing({ masterKey }: Secrets, options: { readonly mayCreate: boolean }): KeyRing {
  return createKeyRing(loadMasterKeys(masterKey, options), () =>
    loadMasterKeys(masterKey, { mayCreate: false }),
  );
}
