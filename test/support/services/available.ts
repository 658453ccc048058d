import { afterAll, beforeAll, describe, it } from 'vitest';
import { findChromium, findOnPath, findPostgresDirectory } from './find.ts';
import { leftOutMark, type ServiceName, services } from './names.ts';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import type { RunningService } from './server-process.ts';

type Start = () => Promise<RunningService>;
/** To be called while a test runs; before that the service may not have been started. */
export type ServiceLocation = () => string;

/**
 * A suite that needs a real service: the one that the environment names, or a private one started for it. When there
 * is neither, its tests are skipped under a name that the report at the end counts; `ROUNDS_REQUIRE_SERVICES=1`
 * makes that a failure.
 */
export function describeWithService(
  service: ServiceName,
  title: string,
  suite: (location: ServiceLocation) => void,
): void {
  const start = findService(service);
  describeWith(service, title, start === undefined ? undefined : () => runWith(start, suite), () =>
    suite(() => ''),
  );
}

/** For tests that set up, stop and restart servers of their own: one that the environment names is somebody else's. */
export function describeWithProgram(
  service: 'redis' | 'postgres',
  title: string,
  suite: (program: string) => void,
): void {
  const program = service === 'redis' ? findRedis() : findPostgresDirectory();
  describeWith(service, title, program === undefined ? undefined : () => suite(program), () => suite(''));
}

function describeWith(
  service: ServiceName,
  title: string,
  suite: (() => void) | undefined,
  leftOut: () => void,
): void {
  if (suite) {
    describe(title, suite);
  } else if (process.env.ROUNDS_REQUIRE_SERVICES === '1') {
    describe(title, () => {
      it(`has ${service}`, () => {
        throw new Error(`${services[service].title} is required here. ${services[service].advice}`);
      });
    });
  } else {
    describe.skip(`${title} ${leftOutMark(service)}`, leftOut);
  }
}

function runWith(start: Start, suite: (location: ServiceLocation) => void): void {
  let running: RunningService | undefined;
  beforeAll(async () => {
    running = await start();
  });
  afterAll(async () => running?.stop());
  suite(() => {
    if (!running) throw new Error('The service is there only while tests run.');
    return running.location;
  });
}

function findService(service: ServiceName): Start | undefined {
  const { variable } = services[service];
  const named = process.env[variable];
  if (named && service !== 'chromium') return async () => given(named);
  switch (service) {
    case 'redis': {
      const command = findRedis();
      return command === undefined ? undefined : () => startRedis(command);
    }
    case 'postgres': {
      const directory = findPostgresDirectory();
      return directory === undefined ? undefined : () => startPostgres(directory);
    }
    case 'chromium': {
      const path = findChromium();
      return path === undefined ? undefined : async () => given(path);
    }
  }
}

function findRedis(): string | undefined {
  return findOnPath(['redis-server', 'valkey-server']);
}

function given(location: string): RunningService {
  return { location, stop: async () => undefined };
}
