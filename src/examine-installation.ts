import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { examineDatabase } from '../db/examine-database.ts';
import type { Facts, Look, QueueFacts } from './cli/doctor/facts.ts';
import { lookAtFile, lookAtMachine } from './cli/doctor/look-at-files.ts';
import type { KeySource } from './cli/key-source.ts';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import type { Clock } from './shared/clock.ts';
import { RoundsError } from './shared/errors.ts';
import type { Logger } from './shared/logger.ts';
import { createKeyRing } from './vault/key-ring.ts';
import { loadMasterKeys } from './vault/master-key.ts';

const STUCK_AFTER_MS = 6 * 3_600_000;

interface Installation {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly keySource: KeySource;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Everything the doctor looks at. Nothing is created, migrated or repaired, and no secret is among the facts. */
export async function examineInstallation(installation: Installation): Promise<Facts> {
  const { config, secrets, clock } = installation;
  const now = () => clock.now();
  const { masterKey } = secrets;
  return {
    at: now(),
    machine: await lookAtMachine(config.home, now),
    files: await lookAtFiles(config),
    keySource: installation.keySource,
    keys: await look(isKeyThere(secrets), async () => {
      return createKeyRing(loadMasterKeys(masterKey, { mayCreate: false })).keyIds;
    }),
    databaseKind: config.database.kind,
    database: await look(isDatabaseThere(config), () =>
      examineDatabase(config.database, { now, stuckBefore: new Date(now().getTime() - STUCK_AFTER_MS) }),
    ),
    queueKind: config.queue.kind,
    queue: await lookAtQueue(installation),
    settings: {
      ouraClientId: config.oura.clientId !== undefined,
      ouraClientSecret: secrets.ouraClientSecret !== undefined,
      webhooks: config.oura.webhookUrl !== undefined,
      models: modelProviders(config),
    },
  };
}

function lookAtFiles(config: Config): Promise<Facts['files']> {
  return Promise.all([
    lookAtFile('Data directory', config.home),
    ...(config.database.kind === 'sqlite' ? [lookAtFile('Database file', config.database.path)] : []),
    lookAtFile('Reports', join(config.home, 'reports')),
    lookAtFile('Log', join(config.home, 'rounds.log')),
  ]);
}

async function lookAtQueue({ config, logger, clock }: Installation): Promise<Facts['queue']> {
  const isThere = config.queue.kind !== 'embedded' || existsSync(join(config.queue.directory, 'queue'));
  try {
    return await look(isThere, async (): Promise<QueueFacts> => {
      const { openQueue } = await import('./queue/open-queue.ts');
      await using queue = await openQueue(config.queue, { logger, clock });
      const counts = Object.values(await queue.counts());
      return {
        warnings: await queue.warnings(),
        dead: counts.reduce((sum, { dead }) => sum + dead, 0),
        schedules: await queue.listSchedules(),
      };
    });
  } catch {
    return { state: 'held' };
  }
}

/** A directory that somebody else owns is no failure: it is thrown on. */
async function look<Seen>(isThere: boolean, see: () => Promise<Seen>): Promise<Look<Seen>> {
  if (!isThere) return { state: 'absent' };
  try {
    return { state: 'seen', seen: await see() };
  } catch (error) {
    if (error instanceof RoundsError && error.code === 'locked') throw error;
    return {
      state: 'failed',
      reason: error instanceof RoundsError ? error.publicMessage : 'cannot be opened',
    };
  }
}

function isKeyThere({ masterKey }: Secrets): boolean {
  return masterKey.kind !== 'file' || existsSync(masterKey.path);
}

function isDatabaseThere({ database }: Config): boolean {
  return database.kind === 'postgres' || existsSync(database.path);
}

function modelProviders({ models }: Config): string[] {
  const routes = [models.default, ...Object.values(models.byAgent)].flat();
  return [...new Set(routes.map(({ provider }) => provider))];
}
