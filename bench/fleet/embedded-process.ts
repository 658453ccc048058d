import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/config.ts';
import { readEnv } from '../../src/config/env.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { type Ask, enqueueRounds } from './enqueue.ts';

/**
 * The whole program in one process, as `rounds serve` is it without services. The embedded queue belongs to one process
 * alone, so whoever measures it asks for its rounds in here.
 */
const env = readEnv();
const config = loadConfig(env, process.cwd());
const app = await createApp({
  config,
  secrets: loadSecrets(env, config),
  logger: createLogger({ level: config.logLevel }),
  version: 'fleet',
});
const queue = await app.queue();
await app.work();
process.on('message', (ask: Ask) => void enqueueRounds({ ...app, queue }, ask));
process.once('disconnect', () => process.exit());
process.send?.('ready');
