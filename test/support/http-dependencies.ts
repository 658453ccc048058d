import { join } from 'node:path';
import { pingDatabase } from '../../db/database.ts';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import type { HttpDependencies } from '../../src/http/http-app.ts';
import { createOuraConnections } from '../../src/jobs/oura-connections.ts';
import { tellByQueue } from '../../src/jobs/tell-at-once.ts';
import { createMetrics } from '../../src/metrics/create-metrics.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { silentLogger } from './queue/silent-logger.ts';
import type { Store } from './stores/stage.ts';

const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));

/** A whole HTTP application over real stores; Oura is not configured and no queue is open unless a test says so. */
export function httpDependencies(store: Store, own: Partial<HttpDependencies> = {}): HttpDependencies {
  const queue = own.queue ?? (() => Promise.reject(new Error('This test opens no queue.')));
  return {
    ...store,
    knowledge,
    tell: tellByQueue(queue),
    channels: [],
    pushKey: async () => 'the key of this server',
    ask: () => Promise.reject(new Error('This test asks nothing.')),
    oura: createOuraConnections({
      ...store,
      oauth: undefined,
      ouraBaseUrl: 'http://127.0.0.1:9',
      ouraLimit: { requests: 100, seconds: 1 },
      ouraRedirectUri: 'http://127.0.0.1:9/oauth/callback',
      fetch,
      queue,
    }),
    webhooks: undefined,
    queue,
    logger: silentLogger,
    version: '0',
    host: '127.0.0.1',
    adminPassword: undefined,
    shareUrl: undefined,
    pingDatabase: () => pingDatabase(store.db),
    metrics: createMetrics(),
    closing: new AbortController().signal,
    ...own,
  };
}
