import * as oauth from 'oauth4webapi';
import type { Clock } from '../../shared/clock.ts';
import { InputError } from '../../shared/errors.ts';
import { requireSafeUrl } from './endpoint.ts';
import { refusedCallback } from './oauth-errors.ts';
import { createTokenPost, type TokenEndpoints, type TokenPostOptions } from './token-post.ts';
import { type TokenSet, tokenSetOf } from './token-set.ts';

export interface OuraEndpoints extends TokenEndpoints {
  readonly authorizationUrl: string;
  readonly revocationUrl: string;
}

export const ouraEndpoints: OuraEndpoints = {
  authorizationUrl: 'https://cloud.ouraring.com/oauth/authorize',
  revocationUrl: 'https://api.ouraring.com/oauth/revoke',
  tokenUrl: 'https://api.ouraring.com/oauth/token',
  otherTokenUrl: 'https://moi.ouraring.com/oauth/v2/ext/oauth-token',
};

export interface OuraOAuthOptions extends TokenPostOptions {
  readonly endpoints: OuraEndpoints;
  readonly clock: Clock;
}

/** To be kept, sealed, between the redirect and the callback. Used once. */
export interface PendingAuthorisation {
  readonly state: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
}

export interface OuraOAuth {
  beginAuthorisation(request: {
    readonly redirectUri: string;
    readonly scopes: readonly string[];
  }): Promise<PendingAuthorisation & { readonly url: string }>;
  completeAuthorisation(callback: URL | URLSearchParams, pending: PendingAuthorisation): Promise<TokenSet>;
  /**
   * The old refresh token is dead afterwards: the caller serialises refreshes and stores the new set before
   * use.
   */
  refresh(tokens: TokenSet): Promise<TokenSet>;
  /** The tokens stop working at Oura. */
  revoke(tokens: Pick<TokenSet, 'accessToken'>): Promise<void>;
}

export function createOuraOAuth(options: OuraOAuthOptions): OuraOAuth {
  const { endpoints, clock } = options;
  const authorizationUrl = requireSafeUrl(endpoints.authorizationUrl, "Oura's authorisation address");
  const client: oauth.Client = { client_id: options.clientId };
  const post = createTokenPost(options);
  return {
    beginAuthorisation: (request) => begin(authorizationUrl, options.clientId, request),

    async completeAuthorisation(callback, pending) {
      const given = new URLSearchParams(callback instanceof URL ? callback.searchParams : callback);
      // One fixed server: its issuer name is not published, so there is nothing to compare it with.
      given.delete('iss');
      const parameters = validCallback(authorizationUrl, client, given, pending.state);
      const response = await post((server, auth, request) =>
        oauth.authorizationCodeGrantRequest(
          server,
          client,
          auth,
          parameters,
          pending.redirectUri,
          pending.codeVerifier,
          request,
        ),
      );
      return tokenSetOf(response, clock, {
        scopes: given.get('scope')?.split(/[\s,]+/) ?? pending.scopes,
        refreshToken: undefined,
      });
    },

    async refresh(tokens) {
      const { refreshToken } = tokens;
      if (refreshToken === undefined)
        throw new InputError('This connection cannot be renewed. Connect again.');
      const response = await post((server, auth, request) =>
        oauth.refreshTokenGrantRequest(server, client, auth, refreshToken, request),
      );
      return tokenSetOf(response, clock, tokens);
    },

    async revoke({ accessToken }) {
      const server = { issuer: authorizationUrl.origin, revocation_endpoint: endpoints.revocationUrl };
      await oauth.revocationRequest(
        server,
        client,
        oauth.ClientSecretPost(options.clientSecret),
        accessToken,
        {
          [oauth.allowInsecureRequests]: true,
          [oauth.customFetch]: (to, init) => (options.fetch ?? fetch)(to, init as RequestInit),
          signal: AbortSignal.timeout(options.timeoutMs ?? 30_000),
        },
      );
    },
  };
}

async function begin(
  authorizationUrl: URL,
  clientId: string,
  { redirectUri, scopes }: Parameters<OuraOAuth['beginAuthorisation']>[0],
): Promise<PendingAuthorisation & { readonly url: string }> {
  requireSafeUrl(redirectUri, 'The redirect address');
  const state = oauth.generateRandomState();
  const codeVerifier = oauth.generateRandomCodeVerifier();
  const url = new URL(authorizationUrl);
  url.searchParams.set('response_type', 'code');
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('redirect_uri', redirectUri);
  url.searchParams.set('scope', scopes.join(' '));
  url.searchParams.set('state', state);
  url.searchParams.set('code_challenge', await oauth.calculatePKCECodeChallenge(codeVerifier));
  url.searchParams.set('code_challenge_method', 'S256');
  return { url: url.href, state, codeVerifier, redirectUri, scopes };
}

function validCallback(
  authorizationUrl: URL,
  client: oauth.Client,
  given: URLSearchParams,
  state: string,
): URLSearchParams {
  try {
    const parameters = oauth.validateAuthResponse({ issuer: authorizationUrl.origin }, client, given, state);
    if (parameters.get('code')) return parameters;
  } catch (error) {
    throw refusedCallback(error);
  }
  throw refusedCallback(undefined);
}
