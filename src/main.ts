import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { isatty } from 'node:tty';
import { createApp } from './app.ts';
import type { CliTools } from './cli/app-handle.ts';
import { runCli } from './cli/program.ts';
import { loadConfig } from './config/config.ts';
import { readEnv } from './config/env.ts';
import { loadSecrets } from './config/secrets.ts';
import { openDemoWorld } from './open-demo-world.ts';
import { ouraSimulator } from './open-oura-simulator.ts';
import { openUpkeep } from './open-upkeep.ts';
import { systemClock } from './shared/clock.ts';
import { createLogger, logFile } from './shared/logger.ts';
import { packageRoot } from './shared/package-root.ts';

const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
  version: string;
};

const openApp: CliTools['openApp'] = async ({ demo, host, port, logTo = 'file' } = {}) => {
  const env = readEnv();
  const base = loadConfig(env, process.cwd());
  const config = {
    ...base,
    http: { host: host ?? base.http.host, port: port ?? base.http.port },
    oura: demo
      ? {
          ...base.oura,
          baseUrl: demo.ouraBaseUrl,
          clientId: demo.clientId,
          redirectUri: demo.redirectUri,
          tokenUrl: undefined,
        }
      : base.oura,
  };
  const secrets = loadSecrets(env, config);
  mkdirSync(config.home, { recursive: true, mode: 0o700 });
  const destination = logTo === 'file' ? logFile(join(config.home, 'rounds.log')) : undefined;
  const logger = createLogger({ level: config.logLevel, ...(destination && { destination }) });
  return createApp({
    config,
    secrets: demo ? { ...secrets, ouraClientSecret: demo.clientSecret } : secrets,
    logger,
    version,
  });
};

const tools: CliTools = {
  openUpkeep: () => {
    const env = readEnv();
    const config = loadConfig(env, process.cwd());
    const secrets = loadSecrets(env, config);
    // What goes wrong is said by the command itself, and the doctor must not begin a log.
    const logger = createLogger({ level: 'silent' });
    return openUpkeep({ config, secrets, logger, clock: systemClock, version });
  },
  print: (text) => process.stdout.write(text),
  note: (text) => process.stderr.write(text),
  isTerminal: process.stdout.isTTY === true,
  // Questions go where progress goes, so that the result alone can be redirected.
  terminal: isatty(0) && isatty(2) ? { input: process.stdin, output: process.stderr } : undefined,
  readInput: () => buffer(process.stdin),
  columns: Math.min(process.stdout.columns ?? 96, 100),
  workingDirectory: process.cwd(),
  version,
  clock: systemClock,
  openApp,
  openDemoWorld,
  ouraSimulator,
  untilStopped: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
};

// A reader that closes the pipe early ("| head") is not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await runCli(process.argv.slice(2), tools);
// A driver that goes on knocking at a store that is away must not keep an ended command alive.
setTimeout(() => process.exit(), 1_000).unref();
