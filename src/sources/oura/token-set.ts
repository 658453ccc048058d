import type { TokenEndpointResponse } from 'oauth4webapi';
import type { Clock } from '../../shared/clock.ts';

/** A secret as a whole: sealed at rest, never logged, never in a response. */
export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** ISO instant. */
  readonly expiresAt: string;
  /** What was granted, which can be less than was asked for. */
  readonly scopes: readonly string[];
}

/**
 * Oura's own documents name both a day and thirty; without a word from the server an hour is a safe guess.
 */
const UNKNOWN_LIFETIME_SECONDS = 3600;
const LONGEST_LIFETIME_SECONDS = 10 * 366 * 86_400;

export function tokenSetOf(
  response: TokenEndpointResponse,
  clock: Clock,
  before: Pick<TokenSet, 'scopes' | 'refreshToken'>,
): TokenSet {
  const lifetime = Math.min(response.expires_in ?? UNKNOWN_LIFETIME_SECONDS, LONGEST_LIFETIME_SECONDS);
  return {
    accessToken: response.access_token,
    refreshToken: response.refresh_token ?? before.refreshToken,
    expiresAt: new Date(clock.now().getTime() + lifetime * 1000).toISOString(),
    scopes: plainScopes(response.scope?.split(/[\s,]+/) ?? before.scopes),
  };
}

/** Oura hands scopes back as `extapi:daily`. */
function plainScopes(scopes: readonly string[]): string[] {
  const plain = scopes.map((scope) => scope.replace(/^extapi:/, '')).filter((scope) => scope !== '');
  return [...new Set(plain)].sort();
}
