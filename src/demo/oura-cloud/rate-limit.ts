import type { Clock } from '../../shared/clock.ts';
import { type Reply, refuse } from './reply.ts';

export interface RateLimit {
  readonly requests: number;
  readonly windowSeconds: number;
}

/** Fixed windows per token, counted by the injected clock: the same requests are refused in every run. */
export function createRateLimiter(
  limit: RateLimit | undefined,
  clock: Clock,
): (token: string) => Reply | undefined {
  const used = new Map<string, { window: number; count: number }>();
  return (token) => {
    if (limit === undefined) return undefined;
    const seconds = Math.floor(clock.now().getTime() / 1000);
    const window = Math.floor(seconds / limit.windowSeconds);
    const entry = used.get(token);
    const count = entry?.window === window ? entry.count + 1 : 1;
    used.set(token, { window, count });
    if (count <= limit.requests) return undefined;
    return tooMany(limit, (window + 1) * limit.windowSeconds - seconds, seconds);
  };
}

/** The live API sends these headers on a 429 only. */
export function tooMany(limit: RateLimit, retryAfterSeconds: number, nowSeconds: number): Reply {
  return refuse(429, 'Rate limit exceeded.', {
    'retry-after': String(retryAfterSeconds),
    'x-ratelimit-limit': String(limit.requests),
    'x-ratelimit-window': String(limit.windowSeconds),
    'x-ratelimit-reset': String(nowSeconds + retryAfterSeconds),
    'x-ratelimit-tier': 'token',
  });
}
