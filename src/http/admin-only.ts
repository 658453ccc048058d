import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { Clock } from '../shared/clock.ts';
import { RoundsError } from '../shared/errors.ts';
import { connectionAddress } from './client-address.ts';
import { isLoopback } from './local-hosts-only.ts';
import { RecentTimes } from './recent-times.ts';

export interface AdminDependencies {
  readonly adminPassword: string | undefined;
  readonly host: string;
  readonly clock: Clock;
}

const USER = 'admin';
const MINUTE_MS = 60_000;
const WRONG_A_MINUTE = 5;

/**
 * For what shows the queue of all people: the password, or where none is set this machine alone. Guessing is slow:
 * after five wrong ones an address waits until the first of them is a minute old, the right one included.
 */
export function adminOnly({ adminPassword, host, clock }: AdminDependencies): MiddlewareHandler {
  if (adminPassword === undefined) return async (_context, next) => onThisMachine(host) ?? next();
  const expected = digestOf(`${USER}:${adminPassword}`);
  const wrong = new RecentTimes(clock, { most: WRONG_A_MINUTE, windowMs: MINUTE_MS });
  return async (context, next) => {
    const address = connectionAddress(context);
    const waitSeconds = wrong.waitSeconds(address);
    if (waitSeconds > 0) {
      context.header('Retry-After', String(waitSeconds));
      throw new RoundsError(`Too many wrong passwords. Wait ${waitSeconds} seconds.`, {
        code: 'rate-limited',
      });
    }
    const given = credentialsOf(context);
    if (given !== undefined && timingSafeEqual(digestOf(given), expected)) return next();
    if (given !== undefined) wrong.add(address);
    context.header('WWW-Authenticate', 'Basic realm="rounds", charset="UTF-8"');
    throw new RoundsError('Sign in as "admin" with the password in ROUNDS_ADMIN_PASSWORD.', {
      code: 'unauthorised',
    });
  };
}

function onThisMachine(host: string): undefined {
  if (isLoopback(host)) return undefined;
  throw new RoundsError(
    'This server is reachable from other machines: set ROUNDS_ADMIN_PASSWORD and start it again to see its jobs and metrics.',
    { code: 'forbidden' },
  );
}

/** Digests are of one length, so that comparing them tells nothing, not even how long the password is. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function credentialsOf(context: Context): string | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(context.req.header('authorization') ?? '') ?? [];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}
