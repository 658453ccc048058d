import type { CloudAccount, CloudClient } from './account.ts';
import { consentPage } from './consent-page.ts';
import { knownScopes, type OauthDesk } from './oauth-desk.ts';
import { type Reply, redirect, refuse } from './reply.ts';

export interface AuthorizeOptions {
  readonly accounts: readonly CloudAccount[];
  readonly clients: readonly CloudClient[];
  readonly desk: OauthDesk;
  /** `auto`: answers with the code at once, as if the member had pressed Allow. */
  readonly consent: 'auto' | 'page';
  readonly scopePrefix: string;
}

/** `decision` is the button pressed on the consent page; undefined on the way in. */
export function answerAuthorize(
  options: AuthorizeOptions,
  query: URLSearchParams,
  decision: string | undefined,
): Reply {
  const client = options.clients.find(({ clientId }) => clientId === query.get('client_id'));
  const redirectUri = query.get('redirect_uri') ?? '';
  // Nothing is ever sent to an address that was not registered.
  if (!client?.redirectUris.includes(redirectUri)) return refuse(400, 'Invalid client or redirect URI.');
  const back = (answer: Readonly<Record<string, string>>): Reply => {
    const target = new URL(redirectUri);
    const state = query.get('state');
    for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
    if (state !== null) target.searchParams.set('state', state);
    return redirect(target.href);
  };
  const scopes = (query.get('scope') ?? '').split(/[ +]/).filter((scope) => knownScopes.has(scope));
  const problem = findProblem(query, scopes);
  if (problem !== undefined) return back({ error: problem });
  const account = findAccount(options.accounts, query.get('login_hint'));
  if (account === undefined || decision === 'deny') return back({ error: 'access_denied' });
  if (options.consent === 'page' && decision !== 'allow') {
    return { status: 200, html: consentPage(options.accounts, scopes, query) };
  }
  const code = options.desk.issueCode({
    accountId: account.id,
    clientId: client.clientId,
    scopes,
    redirectUri,
    challenge: query.get('code_challenge') ?? undefined,
  });
  return back({ code, scope: scopes.map((scope) => `${options.scopePrefix}${scope}`).join(' ') });
}

function findProblem(query: URLSearchParams, scopes: readonly string[]): string | undefined {
  if (query.get('response_type') !== 'code') return 'unsupported_response_type';
  if (query.has('code_challenge') && query.get('code_challenge_method') !== 'S256') return 'invalid_request';
  return scopes.length === 0 ? 'invalid_scope' : undefined;
}

function findAccount(accounts: readonly CloudAccount[], hint: string | null): CloudAccount | undefined {
  return hint === null ? accounts[0] : accounts.find(({ id }) => id === hint);
}
