import type { Clock } from '../../shared/clock.ts';
import type { CloudAccount, CloudClient } from './account.ts';
import { createFaultDesk, type FaultDesk } from './faults.ts';
import { createOauthDesk, type OauthDesk } from './oauth-desk.ts';
import { createRateLimiter, type RateLimit } from './rate-limit.ts';
import type { Reply } from './reply.ts';

export interface OuraCloudOptions {
  readonly accounts: readonly CloudAccount[];
  readonly clients: readonly CloudClient[];
  readonly clock: Clock;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** `auto`, the default, answers with the code at once, as if the member had pressed Allow. */
  readonly consent?: 'auto' | 'page';
  readonly pageSize?: number;
  readonly accessTokenSeconds?: number;
  /** Which of the two real token addresses this application belongs to; the other one refuses it. */
  readonly tokenPath?: '/oauth/token' | '/oauth/v2/ext/oauth-token';
  /** Some real grants come back as `extapi:daily`. */
  readonly grantedScopePrefix?: string;
  readonly rateLimit?: RateLimit;
}

/** The options with every default settled, and the state of one running cloud. */
export interface CloudContext {
  readonly accounts: readonly CloudAccount[];
  readonly clients: readonly CloudClient[];
  readonly clock: Clock;
  readonly consent: 'auto' | 'page';
  readonly pageSize: number;
  readonly tokenPath: string;
  readonly scopePrefix: string;
  readonly desk: OauthDesk;
  readonly faults: FaultDesk;
  readonly limiter: (token: string) => Reply | undefined;
  readonly counts: Map<string, number>;
}

export function createContext(options: OuraCloudOptions): CloudContext {
  const { accounts, clients, clock } = options;
  return {
    accounts,
    clients,
    clock,
    consent: options.consent ?? 'auto',
    pageSize: options.pageSize ?? 1000,
    tokenPath: options.tokenPath ?? '/oauth/token',
    scopePrefix: options.grantedScopePrefix ?? '',
    desk: createOauthDesk(clock, options.accessTokenSeconds ?? 86_400),
    faults: createFaultDesk(),
    limiter: createRateLimiter(options.rateLimit, clock),
    counts: new Map(),
  };
}
