import { createApp } from '../../src/app.ts';
import type { AppHandle, Terminal } from '../../src/cli/app-handle.ts';
import { runCli } from '../../src/cli/program.ts';
import { loadConfig } from '../../src/config/config.ts';
import { readEnv } from '../../src/config/env.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import { openUpkeep } from '../../src/open-upkeep.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Logger } from '../../src/shared/logger.ts';
import { silentLogger } from './queue/silent-logger.ts';

/** One machine's worth of data, and what its clock shows. */
export interface Place {
  readonly home: string;
  readonly clock: Clock;
  readonly environment?: Readonly<Record<string, string>>;
  readonly logger?: Logger;
}

interface Around {
  readonly terminal?: Terminal | undefined;
  /** What is piped in. */
  readonly input?: string;
  readonly columns?: number;
}

export function openAppAt(place: Place): Promise<AppHandle> {
  return createApp({ ...settingsOf(place), overrides: { clock: place.clock } });
}

function settingsOf({ home, environment, logger = silentLogger }: Place) {
  const env = readEnv({
    ROUNDS_HOME: home,
    ROUNDS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    ...environment,
  });
  const config = loadConfig(env, home);
  return { config, secrets: loadSecrets(env, config), logger, version: '0' };
}

/** The whole program over real stores, without a process of its own. */
export async function runAt(
  place: Place,
  args: readonly string[],
  { terminal, input, columns = 96 }: Around = {},
) {
  const said = { stdout: '', stderr: '' };
  const code = await runCli(args, {
    print: (text) => {
      said.stdout += text;
    },
    note: (text) => {
      said.stderr += text;
    },
    isTerminal: false,
    terminal,
    readInput: () =>
      input === undefined
        ? Promise.reject(new Error('nothing is piped in here'))
        : Promise.resolve(new TextEncoder().encode(input)),
    columns,
    workingDirectory: place.home,
    version: '0',
    clock: place.clock,
    openApp: () => openAppAt(place),
    openUpkeep: () => openUpkeep({ ...settingsOf(place), clock: place.clock }),
    openDemoWorld: () => Promise.reject(new Error('no demo here')),
    ouraSimulator: { faultKinds: [], open: () => Promise.reject(new Error('no simulator here')) },
    untilStopped: () => Promise.resolve(),
  });
  return { code, ...said };
}
