import { z } from 'zod';
import { PermanentError, TransientError } from '../../shared/errors.ts';
import { retryAfterMs } from '../../shared/retry-after.ts';
import { requireSafeUrl } from './endpoint.ts';

export interface Subscription {
  readonly id: string;
  readonly callbackUrl: string;
  readonly eventType: string;
  readonly dataType: string;
  /** ISO instant; it lapses then. */
  readonly expiresAt: string;
}

export interface SubscriptionClient {
  list(): Promise<Subscription[]>;
  create(request: {
    readonly callbackUrl: string;
    readonly verificationToken: string;
    readonly eventType: string;
    readonly dataType: string;
  }): Promise<void>;
  renew(id: string): Promise<void>;
  /** One that is gone already is as good as deleted. */
  delete(id: string): Promise<void>;
}

export interface SubscriptionClientOptions {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly fetch: typeof fetch;
  readonly timeoutMs?: number;
}

const subscriptionSchema = z.object({
  id: z.string(),
  callback_url: z.string(),
  event_type: z.string(),
  data_type: z.string(),
  expiration_time: z.string(),
});

/** Subscriptions belong to the application: it shows its own id and secret, no member's token. */
export function createSubscriptionClient(options: SubscriptionClientOptions): SubscriptionClient {
  const base = requireSafeUrl(options.baseUrl, "Oura's address").href.replace(/\/+$/, '');
  const root = `${base}/v2/webhook/subscription`;
  const at = (id: string, action = '') => `${root}${action}/${encodeURIComponent(id)}`;
  return {
    async list() {
      const answer = await send(options, 'GET', root);
      const read = z.array(subscriptionSchema).safeParse(parsed(answer.text));
      if (answer.status !== 200 || !read.success) throw errorOf(answer);
      return read.data.map((row) => ({
        id: row.id,
        callbackUrl: row.callback_url,
        eventType: row.event_type,
        dataType: row.data_type,
        expiresAt: row.expiration_time,
      }));
    },
    async create({ callbackUrl, verificationToken, eventType, dataType }) {
      const answer = await send(options, 'POST', root, {
        callback_url: callbackUrl,
        verification_token: verificationToken,
        event_type: eventType,
        data_type: dataType,
      });
      // Somebody else has just made it.
      if (answer.status !== 200 && answer.status !== 201 && answer.status !== 409) throw errorOf(answer);
    },
    async renew(id) {
      const answer = await send(options, 'PUT', at(id, '/renew'));
      if (answer.status !== 200) throw errorOf(answer);
    },
    async delete(id) {
      const answer = await send(options, 'DELETE', at(id));
      if (![200, 204, 403, 404].includes(answer.status)) throw errorOf(answer);
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function send(
  { clientId, clientSecret, fetch, timeoutMs }: SubscriptionClientOptions,
  method: string,
  url: string,
  body?: Readonly<Record<string, string>>,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        'x-client-id': clientId,
        'x-client-secret': clientSecret,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs ?? 30_000),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch {
    throw new TransientError('Oura cannot be reached for its webhooks.');
  }
}

function errorOf({ status, headers }: Answer): Error {
  const wait = retryAfterMs(headers);
  if (status === 429) {
    return new TransientError('Oura asks for a pause.', wait === undefined ? {} : { retryAfterMs: wait });
  }
  if (status >= 500) return new TransientError(`Oura is not available (status ${status}).`);
  if (status === 401) {
    return new PermanentError(
      'Oura does not accept the client id and secret. Check OURA_CLIENT_ID and OURA_CLIENT_SECRET.',
      { code: 'invalid-config' },
    );
  }
  return new PermanentError(
    `Oura did not accept a webhook subscription (status ${status}). It must be able to reach OURA_WEBHOOK_URL.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
