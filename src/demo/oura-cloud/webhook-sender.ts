import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../shared/clock.ts';
import type { CloudClient } from './account.ts';
import type { WebhookSubscription, WebhookSubscriptions } from './webhook-subscriptions.ts';
import type { SendOptions, WebhookEvent } from './webhook-types.ts';

export interface WebhookSenderOptions {
  readonly clients: readonly CloudClient[];
  readonly clock: Clock;
  readonly subscriptions: WebhookSubscriptions;
  readonly timeoutMs: number;
  /** The wait before a retry; the first retry is number 1. */
  readonly retryDelayMs: (retry: number) => number;
  /** Aborted when the cloud closes: nothing is sent or waited for any more. */
  readonly closed: AbortSignal;
}

export interface WebhookSender {
  /** Asks the address whether it awaits this, as at every creation. */
  verify(callbackUrl: string, verificationToken: string): Promise<boolean>;
  /** To every subscription for it; the statuses of all tries in their order, 0 where nobody answered. */
  send(event: WebhookEvent, options?: SendOptions): Promise<number[]>;
}

const usualRetries = 10;

export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { subscriptions, clock, closed } = options;
  const signal = (): AbortSignal => AbortSignal.any([closed, AbortSignal.timeout(options.timeoutMs)]);
  const post = async (url: string, parcel: Parcel): Promise<number> => {
    try {
      const answer = await fetch(url, { method: 'POST', ...parcel, redirect: 'manual', signal: signal() });
      await answer.body?.cancel();
      return answer.status;
    } catch {
      return 0;
    }
  };
  const deliver = async (subscription: WebhookSubscription, parcel: () => Parcel, retries: number) => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt <= retries && !closed.aborted; attempt += 1) {
      if (attempt > 0)
        await pause(options.retryDelayMs(attempt), undefined, { signal: closed }).catch(() => undefined);
      const status = closed.aborted ? 0 : await post(subscription.callbackUrl, parcel());
      statuses.push(status);
      if (status === 410) subscriptions.remove(subscription.id);
      if (status === 410 || (status >= 200 && status < 300)) break;
    }
    return statuses;
  };
  return {
    verify: async (callbackUrl, verificationToken) => {
      const url = new URL(callbackUrl);
      const challenge = randomBytes(16).toString('hex');
      url.searchParams.set('verification_token', verificationToken);
      url.searchParams.set('challenge', challenge);
      try {
        const answer = await fetch(url, { redirect: 'manual', signal: signal() });
        const body = (await answer.json()) as { challenge?: unknown } | null;
        return answer.status === 200 && body?.challenge === challenge;
      } catch {
        return false;
      }
    },
    send: async (event, sent = {}) => {
      const concerned = subscriptions
        .list()
        .filter((one) => one.event === event.event && one.dataType === event.dataType);
      const statuses: number[] = [];
      for (const subscription of concerned) {
        const client = options.clients.find(({ clientId }) => clientId === subscription.clientId);
        const plain = bodyOf(event, clock.now());
        const body = sent.spaced ? plain.replaceAll(/":|",/g, '$& ') : plain;
        // Each try is signed anew, with the time it is made at.
        const parcel = () => sign(body, client?.clientSecret ?? '', clock.now(), sent);
        for (let copy = 0; copy < (sent.copies ?? 1); copy += 1) {
          statuses.push(...(await deliver(subscription, parcel, sent.retries ?? usualRetries)));
        }
      }
      return statuses;
    },
  };
}

interface Parcel {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function bodyOf({ event, dataType, objectId, accountId, eventTime }: WebhookEvent, now: Date): string {
  return JSON.stringify({
    event_type: event,
    data_type: dataType,
    object_id: objectId,
    event_time: eventTime ?? now.toISOString().replace(/\.\d+Z$/, '+00:00'),
    user_id: accountId,
  });
}

function sign(body: string, secret: string, now: Date, options: SendOptions): Parcel {
  const timestamp = String(Math.floor(now.getTime() / 1000) - (options.staleSeconds ?? 0));
  const key = options.wrongSignature ? `${secret}-of-another` : secret;
  const signature = createHmac('sha256', key)
    .update(timestamp + body)
    .digest('hex')
    .toUpperCase();
  return {
    headers: {
      'content-type': 'application/json',
      'x-oura-signature': signature,
      'x-oura-timestamp': timestamp,
    },
    body: options.alteredBody ? body.replace(/("object_id": ?")[^"]*/, '$1another') : body,
  };
}
