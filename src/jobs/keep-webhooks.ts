import { z } from 'zod';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Clock } from '../shared/clock.ts';
import { collectionNames, getCollection } from '../sources/oura/collections.ts';
import type { Subscription, SubscriptionClient } from '../sources/oura/subscriptions.ts';
import { verificationToken } from '../sources/oura/webhook.ts';

/** Once a day: what is missing is subscribed, what ends soon is renewed. */
export const keepWebhooks = defineJob({
  name: 'keep-webhooks',
  queue: 'sources',
  payload: z.object({}),
  retry: { attempts: 6, backoffMs: 30_000, maxAgeMs: 6 * 3_600_000 },
  timeoutMs: 10 * 60_000,
  idempotencyKey: () => 'all',
});

export interface WebhookSettings {
  readonly url: string;
  readonly clientSecret: string;
  readonly subscriptions: SubscriptionClient;
}

export interface KeepWebhooksDependencies {
  /** Absent where Oura cannot reach this server: asking every night is enough. */
  readonly webhooks: WebhookSettings | undefined;
  readonly clock: Clock;
}

const OPERATIONS = ['create', 'update', 'delete'];
/** How long a subscription lives is not documented. */
const RENEW_BEFORE_MS = 7 * 86_400_000;

export function keepWebhooksHandler({ webhooks, clock }: KeepWebhooksDependencies) {
  return handle(keepWebhooks, async (_payload, { logger }) => {
    if (webhooks === undefined) return;
    logger.info({ ...(await subscribeAll(webhooks, clock.now())) }, 'webhook subscriptions are kept');
  });
}

export async function scheduleWebhooks(
  queue: Pick<JobQueue, 'enqueue' | 'schedule'>,
  webhooks: WebhookSettings | undefined,
): Promise<void> {
  if (webhooks === undefined) return;
  await queue.schedule('webhooks', keepWebhooks, {}, { pattern: '20 3 * * *', timeZone: 'UTC' });
  await queue.enqueue(keepWebhooks, {}, { replaceFinished: true });
}

/** One subscription for each kind of data and of event. Those of other programs of the same application are left alone. */
export async function subscribeAll(
  { url, clientSecret, subscriptions }: WebhookSettings,
  now: Date,
): Promise<{ created: number; renewed: number }> {
  const own = (await subscriptions.list()).filter(({ callbackUrl }) => callbackUrl === url);
  const known = new Map(own.map((one) => [`${one.dataType} ${one.eventType}`, one]));
  let created = 0;
  let renewed = 0;
  for (const dataType of dataTypes()) {
    for (const eventType of OPERATIONS) {
      const before = known.get(`${dataType} ${eventType}`);
      if (before !== undefined && !endsSoon(before, now)) continue;
      if (before !== undefined) await subscriptions.renew(before.id);
      else {
        await subscriptions.create({
          callbackUrl: url,
          verificationToken: verificationToken(clientSecret),
          eventType,
          dataType,
        });
      }
      if (before === undefined) created += 1;
      else renewed += 1;
    }
  }
  return { created, renewed };
}

export async function unsubscribeAll({ url, subscriptions }: WebhookSettings): Promise<number> {
  const own = (await subscriptions.list()).filter(({ callbackUrl }) => callbackUrl === url);
  for (const { id } of own) await subscriptions.delete(id);
  return own.length;
}

function dataTypes(): string[] {
  return collectionNames.flatMap((name) => getCollection(name).webhookType ?? []);
}

function endsSoon({ expiresAt }: Subscription, now: Date): boolean {
  const left = Date.parse(expiresAt) - now.getTime();
  return !(left > RENEW_BEFORE_MS);
}
