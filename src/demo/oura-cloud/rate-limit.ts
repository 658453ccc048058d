import type { Clock } from '../../shared/clock.ts';
import { type Reply, refuse } from './reply.ts';

export interface RateLimit {
  readonly requests: number;
  readonly windowSeconds: number;
}

export interface RateLimits {
  readonly token?: RateLimit | undefined;
  readonly application?: RateLimit | undefined;
}

type Tier = keyof RateLimits;

export interface RateLimiter {
  /** The refusal of a request too many. */
  admit(keys: Readonly<Record<Tier, string>>): Reply | undefined;
  /** Refusals so far. */
  violations(): number;
  /** The most requests one token or application made within one window, refused ones among them. */
  peak(tier: Tier): number;
}

/** Where no limit was set the rate is still watched, by the window of Oura's last published limit. */
const watched: RateLimit = { requests: Number.POSITIVE_INFINITY, windowSeconds: 300 };

/** Fixed windows, counted by the injected clock: the same requests are refused in every run. */
export function createRateLimiter(limits: RateLimits, clock: Clock): RateLimiter {
  const tiers = {
    token: createTier('token', limits.token ?? watched),
    application: createTier('application', limits.application ?? watched),
  };
  let violations = 0;
  return {
    admit: (keys) => {
      const seconds = Math.floor(clock.now().getTime() / 1000);
      const refusals = [
        tiers.token.count(keys.token, seconds),
        tiers.application.count(keys.application, seconds),
      ];
      const refusal = refusals.find((reply) => reply !== undefined);
      if (refusal !== undefined) violations += 1;
      return refusal;
    },
    violations: () => violations,
    peak: (tier) => tiers[tier].peak(),
  };
}

function createTier(tier: Tier, limit: RateLimit) {
  const used = new Map<string, { window: number; count: number }>();
  let peak = 0;
  return {
    peak: () => peak,
    count: (key: string, seconds: number): Reply | undefined => {
      const window = Math.floor(seconds / limit.windowSeconds);
      const entry = used.get(key);
      const count = entry?.window === window ? entry.count + 1 : 1;
      used.set(key, { window, count });
      peak = Math.max(peak, count);
      if (count <= limit.requests) return undefined;
      return tooMany(limit, tier, (window + 1) * limit.windowSeconds - seconds, seconds);
    },
  };
}

/** The live API sends these headers on a 429 only. */
export function tooMany(limit: RateLimit, tier: Tier, retryAfterSeconds: number, nowSeconds: number): Reply {
  return refuse(429, 'Rate limit exceeded.', {
    'retry-after': String(retryAfterSeconds),
    'x-ratelimit-limit': String(limit.requests),
    'x-ratelimit-window': String(limit.windowSeconds),
    'x-ratelimit-reset': String(nowSeconds + retryAfterSeconds),
    'x-ratelimit-tier': tier,
  });
}
