import { randomUUID } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import type { WebhookDataType, WebhookOperation } from './webhook-types.ts';

export interface WebhookSubscription {
  readonly id: string;
  readonly clientId: string;
  readonly callbackUrl: string;
  readonly event: WebhookOperation;
  readonly dataType: WebhookDataType;
  readonly expiresAt: number;
}

type Wanted = Omit<WebhookSubscription, 'id' | 'expiresAt'>;

/** One per application, kind of event and kind of data. What has expired is as if it had never been. */
export interface WebhookSubscriptions {
  list(): readonly WebhookSubscription[];
  find(clientId: string, id: string): WebhookSubscription | undefined;
  /** Another subscription for the same thing. */
  rivalOf(wanted: Wanted, id?: string): WebhookSubscription | undefined;
  add(wanted: Wanted): WebhookSubscription;
  change(id: string, wanted: Wanted): WebhookSubscription;
  renew(subscription: WebhookSubscription): WebhookSubscription;
  remove(id: string): void;
}

export function createWebhookSubscriptions(clock: Clock, lifeSeconds: number): WebhookSubscriptions {
  const kept = new Map<string, WebhookSubscription>();
  const now = (): number => clock.now().getTime();
  const list = (): WebhookSubscription[] => [...kept.values()].filter(({ expiresAt }) => now() < expiresAt);
  const keep = (subscription: WebhookSubscription): WebhookSubscription => {
    kept.set(subscription.id, subscription);
    return subscription;
  };
  const freshEnd = (): number => now() + lifeSeconds * 1000;
  return {
    list,
    find: (clientId, id) => list().find((one) => one.id === id && one.clientId === clientId),
    rivalOf: (wanted, id) =>
      list().find(
        (one) =>
          one.id !== id &&
          one.clientId === wanted.clientId &&
          one.event === wanted.event &&
          one.dataType === wanted.dataType,
      ),
    add: (wanted) => keep({ ...wanted, id: randomUUID(), expiresAt: freshEnd() }),
    change: (id, wanted) => keep({ ...wanted, id, expiresAt: kept.get(id)?.expiresAt ?? freshEnd() }),
    renew: (subscription) => keep({ ...subscription, expiresAt: freshEnd() }),
    remove: (id) => {
      kept.delete(id);
    },
  };
}
