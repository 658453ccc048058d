import { join } from 'node:path';
import type { AppHandle, WorkerOptions } from './cli/app-handle.ts';
import type { Config } from './config/config.ts';
import { modelNamesFor, refuseUnknownAgents } from './config/models.ts';
import type { Secrets } from './config/secrets.ts';
import { speakers } from './domain/agent-id.ts';
import { keepAllSchedules } from './jobs/keep-all-schedules.ts';
import { createOuraConnections } from './jobs/oura-connections.ts';
import { tellByWorkers, tellHere } from './jobs/tell-at-once.ts';
import type { Metrics } from './metrics/create-metrics.ts';
import { openAppQueue } from './open-app-queue.ts';
import { openAsking } from './open-asking.ts';
import { openNotices } from './open-notices.ts';
import { openOura } from './open-oura.ts';
import { openSpecialists } from './open-specialists.ts';
import { openStorage } from './open-storage.ts';
import { openWeb } from './open-web.ts';
import type { WorkerTimes } from './queue/workers.ts';
import { type Clock, systemClock } from './shared/clock.ts';
import type { Logger } from './shared/logger.ts';

/** The only seam for tests and the demo: any collaborator can be replaced here, nothing is replaced elsewhere. */
export interface Overrides {
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
  readonly queueTimes?: Partial<WorkerTimes>;
}

export interface AppOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly version: string;
  readonly overrides?: Overrides;
}

/** The composition root: everything is built here, once, and handed to those who use it. */
export async function createApp({
  config,
  secrets,
  logger,
  version,
  overrides = {},
}: AppOptions): Promise<AppHandle> {
  refuseUnknownAgents(config.models, speakers);
  const clock = overrides.clock ?? systemClock;
  const fetchFrom = overrides.fetch ?? fetch;
  const specialists = openSpecialists();
  const { knowledge, agents } = specialists;
  const { stores, pingDatabase, close: closeStorage } = await openStorage(config, secrets, clock, logger);
  const reportsDirectory = join(config.home, 'reports');

  const oura = openOura(config, secrets, clock, fetchFrom);
  const notices = openNotices(stores, secrets, clock);

  let working: Promise<void> | undefined;
  let metrics: Promise<Metrics> | undefined;
  /** Loaded on first use, as the queue is: most commands need neither and should not wait for them. */
  const openedMetrics = () => {
    metrics ??= import('./metrics/create-metrics.ts').then(({ createMetrics }) => createMetrics());
    return metrics;
  };
  const meter = async () => (await openedMetrics()).meter;
  const queue = openAppQueue(config, { logger, clock, version, times: overrides.queueTimes, meter });
  const ouraConnections = createOuraConnections({ ...stores, ...oura, clock, queue: queue.open });
  const startWorkers = async (options: WorkerOptions) => {
    const [{ createHandlers, jobDefinitions }, { openModels }, counted, opened] = await Promise.all([
      import('./jobs/index.ts'),
      import('./open-models.ts'),
      meter(),
      queue.open(),
    ]);
    const handlers = createHandlers({
      ...stores,
      queue: opened,
      clock,
      meter: counted,
      ...specialists,
      models: openModels({ ...stores, config, secrets, fetch: fetchFrom, meter: counted }),
      roundLimit: config.roundLimit,
      ...oura,
      ...notices,
      reportsDirectory,
      version,
    });
    await opened.work(handlers, { definitions: jobDefinitions, ...options });
  };

  const ask = openAsking({ ...stores, config, secrets, fetch: fetchFrom, clock, knowledge, meter });
  const web = openWeb(config, {
    ...stores,
    knowledge,
    tell: tellByWorkers({ ...stores, ...notices }, queue.open),
    ...notices,
    ask,
    oura: ouraConnections,
    webhooks: oura.webhooks,
    queue: queue.open,
    clock,
    logger,
    version,
    adminPassword: secrets.adminPassword,
    pingDatabase,
    metrics: openedMetrics,
  });

  return {
    ...stores,
    tell: tellHere({ ...stores, ...notices }, queue.open),
    channels: notices.channels,
    knowledge,
    home: config.home,
    keyFile: config.keyFile,
    adminPassword: secrets.adminPassword,
    shareUrl: config.shareUrl,
    reportsDirectory,
    ouraRedirectUri: oura.ouraRedirectUri,
    modelNames: modelNamesFor(config.models, [...agents.agents.map(({ id }) => id), 'coordinator']),
    clock,
    queue: queue.open,
    oura: ouraConnections,
    webhooks: oura.webhooks,
    ask,
    work(options = {}) {
      working ??= startWorkers(options);
      return working;
    },
    async scheduleNightlies(except) {
      await keepAllSchedules({ ...stores, ...oura, queue: await queue.open(), clock, logger }, except);
    },
    listen: web.listen,
    listenForWorker: web.listenForWorker,
    /** What takes in and what runs, then what is written to. */
    async [Symbol.asyncDispose]() {
      await Promise.all([web.close(), queue.close()]);
      await closeStorage();
    },
  };
}
