import { createHash } from 'node:crypto';
import type { Clock } from '../../src/shared/clock.ts';
import { NotFoundError } from '../../src/shared/errors.ts';
import type { Database } from '../database.ts';
import type { WebhookEventTable } from '../schema/webhook-event.ts';

export type WebhookEventStore = ReturnType<typeof createWebhookEventStore>;

export interface WebhookEvent {
  readonly id: string;
  readonly personId: string;
  readonly collection: string;
  readonly documentId: string;
  readonly operation: WebhookEventTable['operation'];
}

export interface KeptAnnouncement extends Pick<WebhookEvent, 'collection' | 'documentId' | 'operation'> {
  readonly receivedAt: string;
  readonly handledAt: string | undefined;
}

/** Oura repeats what was not answered for about an hour; a week is plenty to know a repetition by. */
const KEPT_MS = 7 * 86_400_000;

export function createWebhookEventStore(db: Database, clock: Clock) {
  return {
    /** The event's id, also when it was here before, and whether it has been worked on. */
    async insert(
      event: Omit<WebhookEvent, 'id'>,
      eventTime: string,
    ): Promise<{ id: string; isHandled: boolean }> {
      const { personId, collection, documentId, operation } = event;
      const parts = [personId, collection, documentId, operation, eventTime];
      const id = createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
      const now = clock.now();
      await db
        .deleteFrom('webhook_event')
        .where('received_at', '<', new Date(now.getTime() - KEPT_MS).toISOString())
        .where('handled_at', 'is not', null)
        .execute();
      await db
        .insertInto('webhook_event')
        .values({
          id,
          person_id: personId,
          collection,
          document_id: documentId,
          operation,
          received_at: now.toISOString(),
          handled_at: null,
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      const row = await db
        .selectFrom('webhook_event')
        .select('handled_at')
        .where('id', '=', id)
        .executeTakeFirst();
      return { id, isHandled: (row?.handled_at ?? null) !== null };
    },

    async get(id: string): Promise<WebhookEvent & { readonly isHandled: boolean }> {
      const row = await db.selectFrom('webhook_event').selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined) throw new NotFoundError('This announcement is no longer here.');
      return {
        id: row.id,
        personId: row.person_id,
        collection: row.collection,
        documentId: row.document_id,
        operation: row.operation,
        isHandled: row.handled_at !== null,
      };
    },

    /** What was announced of a person and is still kept, in the order in which it came. */
    async list(person: { readonly id: string }): Promise<KeptAnnouncement[]> {
      const rows = await db
        .selectFrom('webhook_event')
        .selectAll()
        .where('person_id', '=', person.id)
        .orderBy('received_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        collection: row.collection,
        documentId: row.document_id,
        operation: row.operation,
        receivedAt: row.received_at,
        handledAt: row.handled_at ?? undefined,
      }));
    },

    async markHandled(id: string): Promise<void> {
      await db
        .updateTable('webhook_event')
        .set({ handled_at: clock.now().toISOString() })
        .where('id', '=', id)
        .execute();
    },
  };
}
