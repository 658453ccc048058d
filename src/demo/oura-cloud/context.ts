import type { Clock } from '../../shared/clock.ts';
import type { CloudAccount, CloudClient } from './account.ts';
import { type Announcer, createAnnouncer } from './announcer.ts';
import { createFaultDesk, type FaultDesk } from './faults.ts';
import { createOauthDesk, type OauthDesk } from './oauth-desk.ts';
import { createRateLimiter, type RateLimit, type RateLimiter } from './rate-limit.ts';
import { createWebhookSender, type WebhookSender } from './webhook-sender.ts';
import { createWebhookSubscriptions, type WebhookSubscriptions } from './webhook-subscriptions.ts';

export interface OuraCloudOptions {
  readonly accounts: readonly CloudAccount[];
  readonly clients: readonly CloudClient[];
  readonly clock: Clock;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** `auto`, the default, answers with the code at once, as if the member had pressed Allow. */
  readonly consent?: 'auto' | 'page';
  readonly pageSize?: number;
  /** Longer ranges of heart rate are refused; any length is allowed unless told. */
  readonly maxHeartrateDays?: number;
  readonly accessTokenSeconds?: number;
  /** Which of the two real token addresses this application belongs to; the other one refuses it. */
  readonly tokenPath?: '/oauth/token' | '/oauth/v2/ext/oauth-token';
  /** Some real grants come back as `extapi:daily`. */
  readonly grantedScopePrefix?: string;
  /** Of each access token. */
  readonly rateLimit?: RateLimit;
  /** Of all tokens of one application together. */
  readonly applicationRateLimit?: RateLimit;
  /** Documents come with the clock, this much late, whatever else is switched on or cleared. */
  readonly followClock?: { readonly hoursLate: number };
  /** How long a subscription lives; 90 days unless told. */
  readonly webhookSeconds?: number;
  /** How long a receiver may think; 10 seconds unless told. */
  readonly webhookTimeoutMs?: number;
  /** The wait before the first, second … retry; ten of them take about an hour unless told. */
  readonly webhookRetryDelayMs?: (retry: number) => number;
  /** Opens `/simulator/…`, where faults are switched over HTTP. */
  readonly controls?: boolean;
}

/** The options with every default settled, and the state of one running cloud. */
export interface CloudContext {
  readonly accounts: readonly CloudAccount[];
  readonly clients: readonly CloudClient[];
  readonly clock: Clock;
  readonly consent: 'auto' | 'page';
  readonly controls: boolean;
  readonly pageSize: number;
  readonly maxHeartrateDays: number;
  readonly tokenPath: string;
  readonly scopePrefix: string;
  readonly desk: OauthDesk;
  readonly faults: FaultDesk;
  readonly limiter: RateLimiter;
  readonly counts: Map<string, number>;
  readonly subscriptions: WebhookSubscriptions;
  readonly sender: WebhookSender;
  readonly announce: Announcer;
}

const ninetyDays = 90 * 86_400;
/** 3.5 seconds and twice as long each time: some 3,600 seconds in ten retries. */
const doubling = (retry: number): number => 3_500 * 2 ** (retry - 1);

export function createContext(options: OuraCloudOptions, closed: AbortSignal): CloudContext {
  const { accounts, clients, clock } = options;
  const subscriptions = createWebhookSubscriptions(clock, options.webhookSeconds ?? ninetyDays);
  const sender = createWebhookSender({
    clients,
    clock,
    subscriptions,
    timeoutMs: options.webhookTimeoutMs ?? 10_000,
    retryDelayMs: options.webhookRetryDelayMs ?? doubling,
    closed,
  });
  const faults = createFaultDesk({
    histories: accounts.flatMap(({ histories = [] }) => histories),
    hoursLate: options.followClock?.hoursLate,
  });
  const limits = { token: options.rateLimit, application: options.applicationRateLimit };
  return {
    accounts,
    clients,
    clock,
    consent: options.consent ?? 'auto',
    controls: options.controls ?? false,
    pageSize: options.pageSize ?? 1000,
    maxHeartrateDays: options.maxHeartrateDays ?? Number.POSITIVE_INFINITY,
    tokenPath: options.tokenPath ?? '/oauth/token',
    scopePrefix: options.grantedScopePrefix ?? '',
    desk: createOauthDesk(clock, options.accessTokenSeconds ?? 86_400),
    faults,
    limiter: createRateLimiter(limits, clock),
    counts: new Map(),
    subscriptions,
    sender,
    announce: createAnnouncer({ accounts, clock, views: faults, subscriptions, sender }),
  };
}
