import { z } from 'zod';
import type { Person, PersonStore } from '../../db/stores/person-store.ts';
import type { WebhookEventStore } from '../../db/stores/webhook-event-store.ts';
import type { RawDocument } from '../domain/raw-document.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { findCollection } from '../sources/oura/collections.ts';
import { deletedDocument } from '../sources/oura/document.ts';
import { tagCollections } from '../sources/oura/tag-words.ts';
import { type OuraSyncDependencies, openOuraClient } from './oura-sync.ts';
import { type AlarmDependencies, raiseRedFlags } from './raise-red-flags.ts';
import { recordDocuments } from './record-observations.ts';
import type { ScreeningDependencies } from './screen-record.ts';
import { tellByQueue } from './tell-at-once.ts';

/** Oura announced a document: it is fetched by its id, so no window of days can miss it. */
export const handleWebhook = defineJob({
  name: 'handle-webhook',
  queue: 'sources',
  payload: z.object({ eventId: z.string() }),
  retry: { attempts: 6, backoffMs: 5_000, maxAgeMs: 2 * 3_600_000 },
  timeoutMs: 2 * 60_000,
  idempotencyKey: ({ eventId }) => eventId,
});

export interface WebhookDependencies
  extends OuraSyncDependencies,
    ScreeningDependencies,
    Pick<AlarmDependencies, 'redFlags'> {
  readonly queue: Pick<JobQueue, 'enqueue'>;
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
      const failure = await raiseTagged(dependencies, person, document);
      if (failure !== undefined) logger.warn({ eventId, reason: failure }, 'not told at once');
    }
    await dependencies.webhookEvents.markHandled(eventId);
  });
}

/** A tag can be words of the person's own. They are read now: the round is hours away. */
async function raiseTagged(
  dependencies: WebhookDependencies,
  person: Person,
  { collection, day }: RawDocument,
): Promise<string | undefined> {
  if (day === undefined || !tagCollections.some((name) => name === collection)) return undefined;
  const tell = tellByQueue(async () => dependencies.queue);
  const { settled } = await raiseRedFlags({ ...dependencies, tell }, person, { from: day, to: day });
  return settled;
}
