// `rounds worker` as it is built, but for two patiences: a test cannot wait half a minute for a lock or an answer.
import { createApp } from '../../../dist/src/app.js';
import { loadConfig } from '../../../dist/src/config/config.js';
import { readEnv } from '../../../dist/src/config/env.js';
import { loadSecrets } from '../../../dist/src/config/secrets.js';
import { createLogger } from '../../../dist/src/shared/logger.js';

/** A right answer of a busy machine takes seconds too, and each that is not waited for costs a pause of five and more. */
const PATIENCE_MS = 4_000;

const env = readEnv();
const config = loadConfig(env, process.cwd());
const app = await createApp({
  config,
  secrets: loadSecrets(env, config),
  logger: createLogger({ level: config.logLevel }),
  version: 'chaos',
  overrides: {
    fetch: (input, init = {}) =>
      fetch(input, {
        ...init,
        signal: AbortSignal.any([...(init.signal ? [init.signal] : []), AbortSignal.timeout(PATIENCE_MS)]),
      }),
    queueTimes: { lockDurationMs: 8_000, stalledIntervalMs: 1_000 },
  },
});
await app.work();
await new Promise((resolve) => process.once('SIGTERM', resolve));
await app[Symbol.asyncDispose]();
