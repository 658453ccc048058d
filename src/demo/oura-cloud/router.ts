import type { IncomingMessage } from 'node:http';
import { answerAuthorize } from './authorize-route.ts';
import { answerCollection } from './collections.ts';
import type { CloudContext } from './context.ts';
import { answerControl } from './control-routes.ts';
import { notAuthorized, type Reply, readForm, refuse } from './reply.ts';
import { answerToken, refusal } from './token-route.ts';
import { answerWebhook } from './webhook-routes.ts';

/** Which part of the cloud a request is for, and under which name it is counted and may fail. */
export interface Target {
  readonly url: URL;
  readonly name: string;
  /** Part of the API proper: what faults befall unless they are told where. */
  readonly v2: boolean;
  answer(context: CloudContext): Reply | Promise<Reply>;
}

const oauthNames = new Map([
  ['/oauth/authorize', 'authorize'],
  ['/oauth/revoke', 'revoke'],
  ['/oauth/token', 'oauth'],
  ['/oauth/v2/ext/oauth-token', 'oauth'],
]);

export function findTarget(request: IncomingMessage, controls: boolean): Target | undefined {
  const path = request.url ?? '/';
  if (!URL.canParse(path, 'http://127.0.0.1')) return undefined;
  const url = new URL(path, 'http://127.0.0.1');
  const { pathname } = url;
  if (controls && pathname.startsWith('/simulator/')) {
    return {
      url,
      name: 'simulator',
      v2: false,
      answer: (context) => answerControl(context, request, pathname),
    };
  }
  const webhook = /^\/v2\/webhook\/subscription(?:\/(renew\/)?([^/]+))?$/.exec(pathname);
  if (webhook !== null) {
    const place = { id: webhook[2], renew: webhook[1] !== undefined };
    return { url, name: 'webhook', v2: true, answer: (context) => answerWebhook(context, request, place) };
  }
  const match = /^\/v2\/usercollection\/([A-Za-z0-9_]+)(?:\/([^/]+))?$/.exec(pathname);
  const collection = match?.[1];
  if (collection !== undefined) {
    const place = { collection, documentId: match?.[2] };
    return { url, name: collection, v2: true, answer: (context) => answerApi(context, request, url, place) };
  }
  const name = oauthNames.get(pathname);
  return name === undefined
    ? undefined
    : { url, name, v2: false, answer: (context) => answerOauth(context, request, url) };
}

function answerApi(
  context: CloudContext,
  request: IncomingMessage,
  url: URL,
  path: Parameters<typeof answerCollection>[2],
): Reply {
  if (request.method !== 'GET') return refuse(405, 'Method Not Allowed');
  const token = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const grant = context.desk.inspect(token);
  const account = context.accounts.find(({ id }) => id === grant?.accountId);
  if (grant === undefined || account === undefined) return notAuthorized();
  const caller = { account, scopes: new Set(grant.scopes) };
  const tooMany = context.limiter.admit({ token, application: grant.clientId });
  return tooMany ?? answerCollection(context, caller, path, url.searchParams);
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
