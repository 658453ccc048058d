import type { Person } from '../../../db/stores/person-store.ts';
import type { CloudAccount } from '../../../src/demo/oura-cloud/account.ts';
import type { OuraCloudOptions } from '../../../src/demo/oura-cloud/context.ts';
import { type OuraCloud, startOuraCloud } from '../../../src/demo/oura-cloud/server.ts';
import type { OuraSyncDependencies, SyncOutcome } from '../../../src/jobs/oura-sync.ts';
import { syncRecent } from '../../../src/jobs/sync-recent.ts';
import { type Day, dayInZone } from '../../../src/shared/day.ts';
import type { Wait } from '../../../src/shared/wait.ts';
import { createOuraOAuth, type OuraOAuth } from '../../../src/sources/oura/oauth.ts';
import type { AdjustableClock } from '../adjustable-clock.ts';
import type { Store } from '../stores/stage.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Nobody stops the work. */
export const never = new AbortController().signal;

export const client = {
  clientId: 'rounds',
  clientSecret: 'not-a-real-secret',
  redirectUris: ['http://localhost:1/'],
};

/** The simulated cloud, and everything of the program that speaks with it, on the clock of a store. */
export interface OuraWorld extends AsyncDisposable {
  readonly cloud: OuraCloud;
  readonly clock: AdjustableClock;
  readonly dependencies: OuraSyncDependencies;
  /** The client as it would be with another secret. */
  oauthWith(clientSecret: string): OuraOAuth;
  bePatient(): void;
  today(person: Person): Day;
  /** As if the person had just given consent. */
  connect(person: Person, scopes?: readonly string[]): Promise<void>;
  sync(person: Person, dependencies?: OuraSyncDependencies): Promise<SyncOutcome>;
}

export interface OuraWorldOptions extends Partial<Omit<OuraCloudOptions, 'accounts' | 'clients' | 'clock'>> {
  readonly account: CloudAccount;
  /** Instead of the half minute after which a request is given up, until `bePatient`. */
  readonly patienceMs?: number;
}

export async function openWorld(store: Store, options: OuraWorldOptions): Promise<OuraWorld> {
  const { account, patienceMs, ...cloudOptions } = options;
  const { clock } = store;
  const cloud = await startOuraCloud({ accounts: [account], clients: [client], clock, ...cloudOptions });
  const { requests, windowSeconds } = cloudOptions.rateLimit ?? { requests: 5000, windowSeconds: 300 };
  const line = createLine(patienceMs);
  const oauthWith = (clientSecret: string): OuraOAuth =>
    createOuraOAuth({
      clientId: client.clientId,
      clientSecret,
      clock,
      endpoints: {
        authorizationUrl: `${cloud.url}/oauth/authorize`,
        revocationUrl: `${cloud.url}/oauth/revoke`,
        tokenUrl: `${cloud.url}/oauth/token`,
      },
    });
  const dependencies: OuraSyncDependencies = {
    ...store,
    clock,
    wait: passTime(clock, line),
    ouraBaseUrl: cloud.url,
    ouraLimit: { requests, seconds: windowSeconds },
    fetch: line.fetch,
    oauth: oauthWith(client.clientSecret),
  };
  const today = (person: Person) => dayInZone(clock.now(), person.timezone);
  return {
    cloud,
    clock,
    dependencies,
    oauthWith,
    bePatient: line.bePatient,
    today,
    async connect(person, scopes) {
      const { expiresInSeconds, ...tokens } = cloud.issueTokens(account.id, scopes);
      const expiresAt = new Date(clock.now().getTime() + expiresInSeconds * 1000).toISOString();
      await store.connections.upsert(person, { ...tokens, expiresAt });
    },
    sync: (person, other = dependencies) => syncRecent(other, person, today(person), never),
    [Symbol.asyncDispose]: () => cloud.close(),
  };
}

/**
 * Those who wait side by side wait together: the clock goes to the end of each pause, never past it, and stands still
 * while a request is on its way. It would arrive minutes after its turn otherwise.
 */
function passTime(clock: AdjustableClock, line: Line): Wait {
  return async (milliseconds) => {
    const until = clock.now().getTime() + milliseconds;
    do await new Promise(setImmediate);
    while (line.isBusy());
    clock.advance(Math.max(0, until - clock.now().getTime()));
  };
}

interface Line {
  readonly fetch: typeof fetch;
  isBusy(): boolean;
  bePatient(): void;
}

/** The real client waits half a minute for an answer that does not come; a test need not. */
function createLine(patienceMs: number | undefined): Line {
  let patience = patienceMs;
  let open = 0;
  return {
    async fetch(input, init = {}) {
      const stop = [init.signal ?? [], patience === undefined ? [] : AbortSignal.timeout(patience)].flat();
      open += 1;
      try {
        return await fetch(input, { ...init, signal: AbortSignal.any(stop) });
      } finally {
        open -= 1;
      }
    },
    isBusy: () => open > 0,
    bePatient: () => {
      patience = undefined;
    },
  };
}
