import type { IncomingHttpHeaders } from 'node:http';
import type { CloudClient } from './account.ts';
import type { IssuedTokens, OauthDesk } from './oauth-desk.ts';
import { ok, type Reply } from './reply.ts';

export interface TokenOptions {
  readonly clients: readonly CloudClient[];
  readonly desk: OauthDesk;
  readonly scopePrefix: string;
}

/** `POST /oauth/token`: form-encoded, the client known by the body or by HTTP Basic. */
export function answerToken(
  options: TokenOptions,
  form: URLSearchParams,
  headers: IncomingHttpHeaders,
): Reply {
  const client = authenticate(options.clients, form, headers);
  if (client === undefined) return refusal(401, 'invalid_client', 'Client authentication failed.');
  const grantType = form.get('grant_type');
  if (grantType === 'authorization_code') return redeem(options, client, form);
  if (grantType === 'refresh_token') return refresh(options, client, form);
  return refusal(400, 'unsupported_grant_type', 'Only authorization_code and refresh_token.');
}

function redeem(options: TokenOptions, { clientId }: CloudClient, form: URLSearchParams): Reply {
  const code = form.get('code');
  const redirectUri = form.get('redirect_uri');
  if (code === null || redirectUri === null)
    return refusal(400, 'invalid_request', 'code and redirect_uri are required.');
  const verifier = form.get('code_verifier') ?? undefined;
  const tokens = options.desk.redeemCode(code, { clientId, redirectUri, verifier });
  if (tokens === undefined) return refusal(400, 'invalid_grant', 'Code is invalid, expired or already used.');
  return grantReply(tokens, options.scopePrefix);
}

function refresh(options: TokenOptions, { clientId }: CloudClient, form: URLSearchParams): Reply {
  const refreshToken = form.get('refresh_token');
  if (refreshToken === null) return refusal(400, 'invalid_request', 'refresh_token is required.');
  const tokens = options.desk.refresh(refreshToken, clientId);
  if (tokens === undefined) return refusal(400, 'invalid_grant', 'Token already used or revoked.');
  return grantReply(tokens, options.scopePrefix);
}

function grantReply(tokens: IssuedTokens, scopePrefix: string): Reply {
  return ok({
    access_token: tokens.accessToken,
    refresh_token: tokens.refreshToken,
    token_type: 'bearer',
    expires_in: tokens.expiresInSeconds,
    scope: tokens.scopes.map((scope) => `${scopePrefix}${scope}`).join(' '),
  });
}

function authenticate(
  clients: readonly CloudClient[],
  form: URLSearchParams,
  headers: IncomingHttpHeaders,
): CloudClient | undefined {
  const [id, secret] = basicCredentials(headers.authorization) ?? [
    form.get('client_id'),
    form.get('client_secret'),
  ];
  return clients.find(({ clientId, clientSecret }) => clientId === id && clientSecret === secret);
}

function basicCredentials(header: string | undefined): [string, string] | undefined {
  if (header === undefined || !/^basic /i.test(header)) return undefined;
  const text = Buffer.from(header.slice(6), 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? ['', ''] : [formDecode(text.slice(0, colon)), formDecode(text.slice(colon + 1))];
}

/** RFC 6749 section 2.3.1: both halves are form-encoded before they are joined. */
function formDecode(text: string): string {
  return new URLSearchParams(`value=${text}`).get('value') ?? '';
}

export function refusal(status: number, error: string, description: string): Reply {
  return { status, body: { error, error_description: description } };
}
