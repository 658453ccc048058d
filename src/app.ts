import { join } from 'node:path';
import { createRegistry } from '../agents/registry.ts';
import { loadKnowledge } from '../knowledge/load-knowledge.ts';
import type { AppHandle, WorkerOptions } from './cli/app-handle.ts';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import type { Listening } from './http/listen.ts';
import { keepAllSchedules } from './jobs/keep-all-schedules.ts';
import { createOuraConnections } from './jobs/oura-connections.ts';
import { lexiconOf } from './llm/lexicon.ts';
import { loadPrompt, type Prompt } from './llm/prompts.ts';
import { openChannels } from './notify/open-channels.ts';
import { openOura } from './open-oura.ts';
import { openStorage } from './open-storage.ts';
import type { OpenTelemetry } from './open-telemetry.ts';
import type { JobQueue } from './queue/runtime.ts';
import type { WorkerTimes } from './queue/workers.ts';
import { type Clock, systemClock } from './shared/clock.ts';
import type { Logger } from './shared/logger.ts';
import { packageRoot } from './shared/package-root.ts';

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
  const clock = overrides.clock ?? systemClock;
  const fetchFrom = overrides.fetch ?? fetch;
  const root = packageRoot();
  const knowledge = loadKnowledge(join(root, 'knowledge'));
  const agents = createRegistry();
  const prompts = new Map(
    agents.agents.map((agent) => [agent.id, loadPrompt(join(root, 'prompts'), agent.prompt)]),
  );
  const { stores, close: closeStorage } = await openStorage(config, secrets, clock, logger);
  const reportsDirectory = join(config.home, 'reports');

  const oura = openOura(config, secrets, clock, fetchFrom);
  const channels = openChannels(secrets);

  let queue: Promise<JobQueue> | undefined;
  let working: Promise<void> | undefined;
  let listening: Listening | undefined;
  let traces: OpenTelemetry | undefined;
  const openAppQueue = async () => {
    if (config.otlpEndpoint !== undefined) {
      const { openTelemetry } = await import('./open-telemetry.ts');
      traces = await openTelemetry(config.otlpEndpoint, version);
    }
    const { openQueue } = await import('./queue/open-queue.ts');
    return openQueue(config.queue, {
      logger,
      clock,
      ...(traces && { telemetry: traces.telemetry }),
      ...(overrides.queueTimes && { times: overrides.queueTimes }),
    });
  };
  const openedQueue = () => {
    queue ??= openAppQueue();
    return queue;
  };
  const ouraConnections = createOuraConnections({ ...stores, ...oura, clock, queue: openedQueue });
  /** Loaded on first use, as the queue is: most commands need neither and should not wait for them. */
  const startWorkers = async (options: WorkerOptions) => {
    const [{ createHandlers, jobDefinitions }, { openModels }] = await Promise.all([
      import('./jobs/index.ts'),
      import('./open-models.ts'),
    ]);
    const opened = await openedQueue();
    const handlers = createHandlers({
      ...stores,
      queue: opened,
      clock,
      knowledge,
      agents,
      prompt: ({ id }) => prompts.get(id) as Prompt,
      lexicon: lexiconOf(knowledge),
      models: openModels({ ...stores, config, secrets, fetch: fetchFrom }),
      ...oura,
      channels,
      reportsDirectory,
      version,
    });
    await opened.work(handlers, { definitions: jobDefinitions, ...options });
  };

  return {
    ...stores,
    channels,
    knowledge,
    home: config.home,
    keyFile: config.keyFile,
    reportsDirectory,
    ouraRedirectUri: oura.ouraRedirectUri,
    clock,
    queue: openedQueue,
    oura: ouraConnections,
    webhooks: oura.webhooks,
    work(options = {}) {
      working ??= startWorkers(options);
      return working;
    },
    async scheduleNightlies(except) {
      const { webhooks } = oura;
      await keepAllSchedules({ ...stores, queue: await openedQueue(), clock, logger, webhooks }, except);
    },
    async listen() {
      const [{ createHttpApp }, { listen }] = await Promise.all([
        import('./http/http-app.ts'),
        import('./http/listen.ts'),
      ]);
      const app = createHttpApp({
        ...stores,
        oura: ouraConnections,
        webhooks: oura.webhooks,
        queue: openedQueue,
        clock,
        logger,
        version,
        host: config.http.host,
      });
      listening = await listen(app, config.http.host, config.http.port);
      return listening;
    },
    /** What takes in and what runs, then what is written to. */
    async [Symbol.asyncDispose]() {
      const closeQueue = async () => (await queue?.catch(() => undefined))?.close();
      await Promise.all([listening?.[Symbol.asyncDispose](), closeQueue()]);
      await Promise.all([traces?.close(), closeStorage()]);
    },
  };
}
