import { z } from 'zod';
import type { PersonStore } from '../../db/stores/person-store.ts';
import type { WebhookEventStore } from '../../db/stores/webhook-event-store.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import { findCollection } from '../sources/oura/collections.ts';
import { deletedDocument } from '../sources/oura/document.ts';
import { type OuraSyncDependencies, openOuraClient } from './oura-sync.ts';
import { recordDocuments } from './record-observations.ts';

/** Oura announced a document: it is fetched by its id, so no window of days can miss it. */
export const handleWebhook = defineJob({
  name: 'handle-webhook',
  queue: 'sources',
  payload: z.object({ eventId: z.string() }),
  retry: { attempts: 6, backoffMs: 5_000, maxAgeMs: 2 * 3_600_000 },
  timeoutMs: 2 * 60_000,
  idempotencyKey: ({ eventId }) => eventId,
});

export interface WebhookDependencies extends OuraSyncDependencies {
  readonly people: PersonStore;
  readonly webhookEvents: WebhookEventStore;
}

export function handleWebhookHandler(dependencies: WebhookDependencies) {
  return handle(handleWebhook, async ({ eventId }, { signal, logger }) => {
    const event = await dependencies.webhookEvents.get(eventId);
    const collection = findCollection(event.collection);
    if (event.isHandled || collection === undefined) return;
    const person = await dependencies.people.getById(event.personId);
    // Whoever has disconnected meanwhile is left in peace.
    if ((await dependencies.connections.find(person)) === undefined) return;
    const document =
      event.operation === 'delete'
        ? deletedDocument(collection.name, event.documentId)
        : await openOuraClient(dependencies, person).fetchDocument(collection.name, event.documentId, signal);
    // Not there (yet): the next sync asks for it again.
    if (document !== undefined) {
      const { added, revised } = await recordDocuments(dependencies, person, [document]);
      logger.info({ eventId, added, revised }, 'took in what Oura announced');
    }
    await dependencies.webhookEvents.markHandled(eventId);
  });
}
