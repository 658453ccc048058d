import { type Database, openDatabase } from '../../db/database.ts';
import { checkKey } from '../../db/stores/key-check.ts';
import { createStores, type Stores } from '../../db/stores/stores.ts';
import { type Config, loadConfig } from '../../src/config/config.ts';
import { readEnv } from '../../src/config/env.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { createKeyRing } from '../../src/vault/key-ring.ts';

/** Where a fleet lives: what the program is started with there, and the same database seen from beside it. */
export interface Place extends AsyncDisposable {
  readonly environment: Readonly<Record<string, string>>;
  readonly config: Config;
  readonly db: Database;
  readonly stores: Stores;
}

/** Of no use to anybody: it seals invented people for the time of a run. */
const MASTER_KEY = Buffer.alloc(32, 7);

export async function openPlace(home: string, addresses: Readonly<Record<string, string>>): Promise<Place> {
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    TZ: 'UTC',
    ROUNDS_HOME: home,
    ROUNDS_MASTER_KEY: MASTER_KEY.toString('hex'),
    ROUNDS_PORT: '0',
    LOG_LEVEL: 'error',
    OURA_CLIENT_ID: 'fleet',
    OURA_CLIENT_SECRET: 'not-a-secret',
    // The limit is Oura's, not the program's: it would be all that is measured.
    OURA_RATE_LIMIT: '9000000/60',
    ...addresses,
  };
  const config = loadConfig(readEnv(environment), home);
  const db = await openDatabase(config.database, () => undefined);
  const keyRing = createKeyRing([MASTER_KEY]);
  await checkKey(db, keyRing);
  return {
    environment,
    config,
    db,
    stores: createStores(db, keyRing, systemClock),
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}
