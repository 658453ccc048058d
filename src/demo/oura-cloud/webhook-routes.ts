import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { CloudClient } from './account.ts';
import { noContent, ok, type Reply, readJson, refuse, refuseBody } from './reply.ts';
import type { WebhookSender } from './webhook-sender.ts';
import type { WebhookSubscription, WebhookSubscriptions } from './webhook-subscriptions.ts';
import { webhookDataTypes, webhookOperations } from './webhook-types.ts';

export interface WebhookRoutesOptions {
  readonly clients: readonly CloudClient[];
  readonly subscriptions: WebhookSubscriptions;
  readonly sender: WebhookSender;
}

const address = z.url({ protocol: /^https?$/ });
const operation = z.enum(webhookOperations);
const dataType = z.enum(webhookDataTypes);
const creation = z.object({
  callback_url: address,
  verification_token: z.string(),
  event_type: operation,
  data_type: dataType,
});
const change = z.object({
  verification_token: z.string(),
  callback_url: address.nullish(),
  event_type: operation.nullish(),
  data_type: dataType.nullish(),
});

/** `/v2/webhook/subscription`, `/{id}` and `/renew/{id}`; the application is known by its headers, not by a bearer. */
export async function answerWebhook(
  options: WebhookRoutesOptions,
  request: IncomingMessage,
  path: { readonly id: string | undefined; readonly renew: boolean },
): Promise<Reply> {
  const { subscriptions, clients } = options;
  const { headers, method } = request;
  const client = clients.find(
    ({ clientId, clientSecret }) =>
      clientId === headers['x-client-id'] && clientSecret === headers['x-client-secret'],
  );
  if (client === undefined) return refuse(401, 'Client id or client secret is not valid.');
  if (path.id === undefined) {
    if (method === 'GET')
      return ok(
        subscriptions
          .list()
          .filter((one) => one.clientId === client.clientId)
          .map(show),
      );
    return method === 'POST' ? create(options, client, request) : refuse(405, 'Method Not Allowed');
  }
  const found = subscriptions.find(client.clientId, path.id);
  if (found === undefined) return refuse(403, 'Webhook with specified id does not exist.');
  if (path.renew) {
    return method === 'PUT' ? ok(show(subscriptions.renew(found))) : refuse(405, 'Method Not Allowed');
  }
  if (method === 'GET') return ok(show(found));
  if (method === 'PUT') return alter(options, found, request);
  if (method !== 'DELETE') return refuse(405, 'Method Not Allowed');
  subscriptions.remove(found.id);
  return noContent;
}

async function create(
  { subscriptions, sender }: WebhookRoutesOptions,
  { clientId }: CloudClient,
  request: IncomingMessage,
): Promise<Reply> {
  const read = creation.safeParse(await readJson(request));
  if (!read.success) return refuseBody(read.error.issues);
  const { callback_url: callbackUrl, verification_token: token, event_type: event, data_type } = read.data;
  const wanted = { clientId, callbackUrl, event, dataType: data_type };
  const refusal = await refuseUnless(subscriptions, sender, wanted, undefined, token);
  return refusal ?? { status: 201, body: show(subscriptions.add(wanted)) };
}

async function alter(
  { subscriptions, sender }: WebhookRoutesOptions,
  found: WebhookSubscription,
  request: IncomingMessage,
): Promise<Reply> {
  const read = change.safeParse(await readJson(request));
  if (!read.success) return refuseBody(read.error.issues);
  const wanted = {
    clientId: found.clientId,
    callbackUrl: read.data.callback_url ?? found.callbackUrl,
    event: read.data.event_type ?? found.event,
    dataType: read.data.data_type ?? found.dataType,
  };
  const refusal = await refuseUnless(subscriptions, sender, wanted, found, read.data.verification_token);
  return refusal ?? ok(show(subscriptions.change(found.id, wanted)));
}

/** What the live API answers to these two is not documented; that it refuses them is. */
async function refuseUnless(
  subscriptions: WebhookSubscriptions,
  sender: WebhookSender,
  wanted: Omit<WebhookSubscription, 'id' | 'expiresAt'>,
  found: WebhookSubscription | undefined,
  token: string,
): Promise<Reply | undefined> {
  if (subscriptions.rivalOf(wanted, found?.id) !== undefined) {
    return refuse(409, 'There is a subscription for this event type and data type.');
  }
  const known = wanted.callbackUrl === found?.callbackUrl;
  if (known || (await sender.verify(wanted.callbackUrl, token))) return undefined;
  return refuse(400, 'The callback URL did not answer the verification challenge.');
}

function show({ id, callbackUrl, event, dataType: data_type, expiresAt }: WebhookSubscription) {
  return {
    id,
    callback_url: callbackUrl,
    event_type: event,
    data_type,
    expiration_time: new Date(expiresAt).toISOString(),
  };
}
