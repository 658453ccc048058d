import type { OuraConnectionStore } from '../../db/stores/oura-connection-store.ts';
import type { WebhookEventStore } from '../../db/stores/webhook-event-store.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Clock } from '../shared/clock.ts';
import { NotFoundError } from '../shared/errors.ts';
import {
  isGenuine,
  isVerificationToken,
  type OuraEvent,
  readEvent,
  type WebhookDelivery,
} from '../sources/oura/webhook.ts';
import { handleWebhook } from './handle-webhook.ts';
import type { WebhookSettings } from './keep-webhooks.ts';

export interface ReceiveDependencies {
  readonly webhooks: WebhookSettings | undefined;
  readonly connections: OuraConnectionStore;
  readonly webhookEvents: WebhookEventStore;
  readonly queue: () => Promise<Pick<JobQueue, 'enqueue'>>;
  readonly clock: Clock;
}

/** Oura asks, when a subscription is made, whether the address is really ours. */
export function isOwnChallenge({ webhooks }: ReceiveDependencies, token: string): boolean {
  return isVerificationToken(token, secretOf(webhooks));
}

/** Kept and handed on, no more: the work itself may take longer than Oura waits. False: not from Oura, or too old. */
export async function receiveWebhook(
  dependencies: ReceiveDependencies,
  delivery: WebhookDelivery,
): Promise<boolean> {
  if (!isGenuine(delivery, secretOf(dependencies.webhooks), dependencies.clock.now())) return false;
  const event = readEvent(delivery.body);
  // What is not understood, or of nobody here, will not be better understood when it comes again.
  if (event?.collection !== undefined) await keep(dependencies, event, event.collection);
  return true;
}

async function keep(
  { connections, webhookEvents, queue }: ReceiveDependencies,
  { accountId, documentId, operation, eventTime }: OuraEvent,
  collection: string,
): Promise<void> {
  for (const personId of await connections.personIdsOf(accountId)) {
    const event = { personId, collection, documentId, operation };
    const { id, isHandled } = await webhookEvents.insert(event, eventTime);
    // One that came before and could not be handed on (the queue was away) is handed on now.
    if (!isHandled) await (await queue()).enqueue(handleWebhook, { eventId: id });
  }
}

function secretOf(webhooks: WebhookSettings | undefined): string {
  if (webhooks !== undefined) return webhooks.clientSecret;
  throw new NotFoundError('There is nothing at this address.');
}
