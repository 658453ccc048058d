import type { IncomingMessage } from 'node:http';
import { answerAuthorize } from './authorize-route.ts';
import { answerCollection } from './collections.ts';
import type { CloudContext } from './context.ts';
import { type Reply, readForm, refuse } from './reply.ts';
import { answerToken, refusal } from './token-route.ts';

/** Which part of the cloud a request is for, and under which name it is counted. */
export interface Target {
  readonly url: URL;
  readonly name: string;
  /** Undefined for the OAuth routes. */
  readonly api: { readonly collection: string; readonly documentId: string | undefined } | undefined;
}

const oauthNames = new Map([
  ['/oauth/authorize', 'authorize'],
  ['/oauth/revoke', 'revoke'],
  ['/oauth/token', 'oauth'],
  ['/oauth/v2/ext/oauth-token', 'oauth'],
]);

export function findTarget(request: IncomingMessage): Target | undefined {
  const path = request.url ?? '/';
  if (!URL.canParse(path, 'http://127.0.0.1')) return undefined;
  const url = new URL(path, 'http://127.0.0.1');
  const match = /^\/v2\/usercollection\/([A-Za-z0-9_]+)(?:\/([^/]+))?$/.exec(url.pathname);
  const collection = match?.[1];
  if (collection !== undefined) return { url, name: collection, api: { collection, documentId: match?.[2] } };
  const name = oauthNames.get(url.pathname);
  return name === undefined ? undefined : { url, name, api: undefined };
}

export async function answer(
  context: CloudContext,
  request: IncomingMessage,
  target: Target,
): Promise<Reply> {
  return target.api === undefined
    ? answerOauth(context, request, target.url)
    : answerApi(context, request, target.url, target.api);
}

export function notAuthorized(): Reply {
  return refuse(401, 'Access token is expired, malformed or revoked.');
}

function answerApi(
  context: CloudContext,
  request: IncomingMessage,
  url: URL,
  path: NonNullable<Target['api']>,
): Reply {
  if (request.method !== 'GET') return refuse(405, 'Method Not Allowed');
  const token = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const grant = context.desk.inspect(token);
  const account = context.accounts.find(({ id }) => id === grant?.accountId);
  if (grant === undefined || account === undefined) return notAuthorized();
  const caller = { account, scopes: new Set(grant.scopes) };
  return context.limiter(token) ?? answerCollection(context, caller, path, url.searchParams);
}

async function answerOauth(context: CloudContext, request: IncomingMessage, url: URL): Promise<Reply> {
  const post = request.method === 'POST';
  const form = post ? await readForm(request) : new URLSearchParams();
  if (form === undefined) return refuse(413, 'Payload Too Large');
  if (url.pathname === '/oauth/authorize') {
    const query = post ? form : url.searchParams;
    return answerAuthorize(context, query, post ? (form.get('decision') ?? '') : undefined);
  }
  if (!post) return refuse(405, 'Method Not Allowed');
  if (url.pathname === '/oauth/revoke') {
    context.desk.revoke(url.searchParams.get('access_token') ?? form.get('token') ?? '');
    return { status: 200, body: {} };
  }
  if (url.pathname !== context.tokenPath) {
    return refusal(400, 'invalid_request', 'This application is registered elsewhere.');
  }
  return answerToken(context, form, request.headers);
}
