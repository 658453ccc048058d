import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type CollectionName, collectionNames, getCollection } from './collections.ts';

export interface WebhookDelivery {
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  /** The bytes as they came: the signature is over these, not over what parsing made of them. */
  readonly body: Uint8Array;
}

export interface OuraEvent {
  readonly operation: 'create' | 'update' | 'delete';
  /** Undefined for a kind of data that is not fetched. */
  readonly collection: CollectionName | undefined;
  readonly documentId: string;
  readonly accountId: string;
  readonly eventTime: string;
}

/** A delivery is repeated for about an hour with a new timestamp each time; an older one is somebody's recording. */
const MOST_AGE_MS = 5 * 60_000;

/** HMAC-SHA256 over timestamp and raw body, upper-case hex, compared in constant time. */
export function isGenuine(delivery: WebhookDelivery, clientSecret: string, now: Date): boolean {
  const { timestamp = '', signature = '', body } = delivery;
  const sentAt = instantOf(timestamp);
  if (sentAt === undefined || Math.abs(now.getTime() - sentAt) > MOST_AGE_MS) return false;
  const expected = createHmac('sha256', clientSecret).update(timestamp).update(body).digest('hex');
  return isSame(expected.toUpperCase(), signature.toUpperCase());
}

/** What Oura is told when a subscription is made and says again in its challenge: nobody else can know it. */
export function verificationToken(clientSecret: string): string {
  return createHmac('sha256', clientSecret).update('rounds webhook verification').digest('hex');
}

export function isVerificationToken(given: string, clientSecret: string): boolean {
  return isSame(verificationToken(clientSecret), given);
}

const eventSchema = z.object({
  event_type: z.enum(['create', 'update', 'delete']),
  data_type: z.string(),
  object_id: z.string().min(1).max(200),
  event_time: z.string().max(100),
  user_id: z.string().min(1).max(200),
});

/** Undefined: not an event as Oura sends them. */
export function readEvent(body: Uint8Array): OuraEvent | undefined {
  const event = eventSchema.safeParse(parsed(body));
  if (!event.success) return undefined;
  const { data: fields } = event;
  return {
    operation: fields.event_type,
    collection: collectionNames.find((name) => getCollection(name).webhookType === fields.data_type),
    documentId: fields.object_id,
    accountId: fields.user_id,
    eventTime: fields.event_time,
  };
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** Seconds or milliseconds since 1970, or a date: Oura documents the header, not its unit. */
function instantOf(timestamp: string): number | undefined {
  if (/^\d{9,11}(\.\d+)?$/.test(timestamp)) return Number(timestamp) * 1000;
  if (/^\d{12,14}$/.test(timestamp)) return Number(timestamp);
  const instant = /^\d{4}-/.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
}

function isSame(left: string, right: string): boolean {
  const [first, second] = [Buffer.from(left), Buffer.from(right)];
  return first.length === second.length && timingSafeEqual(first, second);
}
