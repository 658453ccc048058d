import { createHash, timingSafeEqual } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import type { Clock } from '../shared/clock.ts';
import { RoundsError } from '../shared/errors.ts';
import { isLoopback } from './local-hosts-only.ts';

export interface AdminDependencies {
  readonly adminPassword: string | undefined;
  readonly host: string;
  readonly clock: Clock;
}

const USER = 'admin';
const MINUTE_MS = 60_000;
const WRONG_A_MINUTE = 5;
/** Addresses remembered at once; a flood of them must not fill the memory. */
const MOST_ADDRESSES = 1_000;

/**
 * For what shows the queue of all people: the password, or where none is set this machine alone. Guessing is slow:
 * after five wrong ones an address waits until the first of them is a minute old, the right one included.
 */
export function adminOnly({ adminPassword, host, clock }: AdminDependencies): MiddlewareHandler {
  if (adminPassword === undefined) return async (_context, next) => onThisMachine(host) ?? next();
  const expected = digestOf(`${USER}:${adminPassword}`);
  const wrong = new WrongAttempts(clock);
  return async (context, next) => {
    const address = addressOf(context);
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

function addressOf(context: Context): string {
  // Absent where there is no socket.
  const { incoming } = (context.env ?? {}) as { incoming?: unknown };
  return incoming === undefined ? '' : (getConnInfo(context).remote.address ?? '');
}

class WrongAttempts {
  readonly #clock: Clock;
  readonly #times = new Map<string, readonly number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  waitSeconds(address: string): number {
    const recent = this.#recent(address);
    const first = recent.at(-WRONG_A_MINUTE);
    return first === undefined ? 0 : Math.ceil((first + MINUTE_MS - this.#clock.now().getTime()) / 1_000);
  }

  add(address: string): void {
    const times = [...this.#recent(address), this.#clock.now().getTime()];
    this.#times.delete(address);
    this.#times.set(address, times);
    const [oldest] = this.#times.keys();
    if (this.#times.size > MOST_ADDRESSES && oldest !== undefined) this.#times.delete(oldest);
  }

  #recent(address: string): readonly number[] {
    const since = this.#clock.now().getTime() - MINUTE_MS;
    return (this.#times.get(address) ?? []).filter((time) => time > since);
  }
}
