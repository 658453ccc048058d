import type { Clock } from '../../shared/clock.ts';
import type { CloudAccount } from './account.ts';
import type { DocumentViews } from './document-views.ts';
import type { WebhookSender } from './webhook-sender.ts';
import type { WebhookSubscriptions } from './webhook-subscriptions.ts';
import {
  type AnnounceOptions,
  type WebhookDataType,
  type WebhookEvent,
  webhookDataTypes,
} from './webhook-types.ts';

export interface AnnouncerOptions {
  readonly accounts: readonly CloudAccount[];
  readonly clock: Clock;
  readonly views: Pick<DocumentViews, 'view'>;
  readonly subscriptions: WebhookSubscriptions;
  readonly sender: WebhookSender;
}

/** Tells the subscribers what came, changed or went since it was last called; the statuses of all tries. */
export type Announcer = (options?: AnnounceOptions) => Promise<number[]>;

export function createAnnouncer({
  accounts,
  clock,
  views,
  subscriptions,
  sender,
}: AnnouncerOptions): Announcer {
  let told = clock.now();
  return async ({ reversed = false, ...options } = {}) => {
    const [from, to] = [told, clock.now()];
    told = to;
    if (subscriptions.list().length === 0) return [];
    const events = changesBetween(accounts, views, from, to);
    if (reversed) events.reverse();
    const statuses: number[] = [];
    for (const event of events) statuses.push(...(await sender.send(event, options)));
    return statuses;
  };
}

/** By the lives the documents have now: both instants are looked at through the same rules. */
function changesBetween(
  accounts: readonly CloudAccount[],
  { view }: Pick<DocumentViews, 'view'>,
  from: Date,
  to: Date,
): WebhookEvent[] {
  return accounts.flatMap(({ id: accountId, documents }) =>
    Object.entries(documents).flatMap(([collection, held]) => {
      const dataType = dataTypeOf(collection);
      if (dataType === undefined) return [];
      return held.flatMap((document): WebhookEvent[] => {
        const event = nameChange(view(collection, document, from), view(collection, document, to));
        return event === undefined ? [] : [{ event, dataType, objectId: String(document.id), accountId }];
      });
    }),
  );
}

function nameChange(before: unknown, after: unknown): WebhookEvent['event'] | undefined {
  if (before === after) return undefined;
  if (before === undefined) return 'create';
  if (after === undefined) return 'delete';
  return JSON.stringify(before) === JSON.stringify(after) ? undefined : 'update';
}

/** The collection is `vO2_max`, the type `vo2_max`; the others are called alike. */
function dataTypeOf(collection: string): WebhookDataType | undefined {
  return webhookDataTypes.find((dataType) => dataType === collection.toLowerCase());
}
