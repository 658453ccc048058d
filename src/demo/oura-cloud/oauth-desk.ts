import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';

/** What the cloud grants; anything else in a request is dropped without a word, as the real one does. */
export const knownScopes: ReadonlySet<string> = new Set([
  'email',
  'personal',
  'daily',
  'heartrate',
  'workout',
  'tag',
  'session',
  'spo2',
  'stress',
  'heart_health',
  'ring_configuration',
]);

interface Grant {
  readonly accountId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

interface CodeRequest extends Grant {
  readonly redirectUri: string;
  readonly challenge: string | undefined;
}

export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
  readonly scopes: readonly string[];
}

/** Codes and tokens in memory. Every refusal is `undefined`: the caller says it in OAuth's words. */
export interface OauthDesk {
  issueCode(request: CodeRequest): string;
  redeemCode(code: string, proof: CodeProof): IssuedTokens | undefined;
  refresh(refreshToken: string, clientId: string): IssuedTokens | undefined;
  issue(grant: Grant): IssuedTokens;
  /** The grant behind a live access token. */
  inspect(accessToken: string): Grant | undefined;
  revoke(token: string): void;
  /** Every access token given out so far is over; refresh tokens live on. */
  expireAccessTokens(): void;
}

interface CodeProof {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly verifier: string | undefined;
}

const codeLifeMs = 10 * 60_000;

export function createOauthDesk(clock: Clock, expiresInSeconds: number): OauthDesk {
  const codes = new Map<string, CodeRequest & { readonly until: number }>();
  const access = new Map<string, Grant & { readonly until: number; readonly refreshToken: string }>();
  const refresh = new Map<string, Grant>();
  const now = (): number => clock.now().getTime();

  const issue = (grant: Grant): IssuedTokens => {
    const accessToken = secret();
    const refreshToken = secret();
    access.set(accessToken, { ...grant, until: now() + expiresInSeconds * 1000, refreshToken });
    refresh.set(refreshToken, grant);
    return { accessToken, refreshToken, expiresInSeconds, scopes: grant.scopes };
  };

  return {
    issue,
    issueCode: (request) => {
      const code = secret();
      codes.set(code, { ...request, until: now() + codeLifeMs });
      return code;
    },
    redeemCode: (code, proof) => {
      const request = codes.get(code);
      // A code is worth one attempt, whoever makes it.
      codes.delete(code);
      if (request === undefined || now() >= request.until || !proves(request, proof)) return undefined;
      const { accountId, clientId, scopes } = request;
      return issue({ accountId, clientId, scopes });
    },
    refresh: (refreshToken, clientId) => {
      const grant = refresh.get(refreshToken);
      if (grant === undefined || grant.clientId !== clientId) return undefined;
      refresh.delete(refreshToken);
      return issue(grant);
    },
    inspect: (accessToken) => {
      const entry = access.get(accessToken);
      return entry !== undefined && now() < entry.until ? entry : undefined;
    },
    revoke: (token) => {
      refresh.delete(access.get(token)?.refreshToken ?? token);
      access.delete(token);
    },
    expireAccessTokens: () => access.clear(),
  };
}

function proves(request: CodeRequest, proof: CodeProof): boolean {
  const samePlace = request.clientId === proof.clientId && request.redirectUri === proof.redirectUri;
  if (request.challenge === undefined) return samePlace && proof.verifier === undefined;
  if (proof.verifier === undefined) return false;
  return samePlace && createHash('sha256').update(proof.verifier).digest('base64url') === request.challenge;
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}
