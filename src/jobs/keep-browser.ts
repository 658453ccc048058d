import { z } from 'zod';
import type { Person } from '../../db/stores/person-store.ts';
import type { PushSubscriptionStore } from '../../db/stores/push-subscription-store.ts';
import { areBrowserKeys } from '../notify/push/encrypt-push.ts';
import { isPublicEndpoint } from '../notify/push/public-address.ts';
import { InputError } from '../shared/errors.ts';

const LONGEST_ENDPOINT = 2048;
const endpoint = z.string().max(LONGEST_ENDPOINT);
const base64url = z.string().regex(/^[\w-]{1,128}={0,2}$/);
/** As `PushSubscription.toJSON()` of a browser gives it. */
const subscriptionSchema = z.object({ endpoint, keys: z.object({ p256dh: base64url, auth: base64url }) });
const leavingSchema = z.object({ endpoint });

interface BrowserDependencies {
  readonly pushSubscriptions: PushSubscriptionStore;
}

/** A browser that asks to be told. Its address is one that this server will ask: only a public one over https. */
export async function keepBrowser(
  { pushSubscriptions }: BrowserDependencies,
  person: Person,
  told: unknown,
): Promise<void> {
  const parsed = subscriptionSchema.safeParse(told);
  if (!parsed.success) {
    throw new InputError(
      'This is not a push subscription: endpoint, keys.p256dh and keys.auth are wanted, as the browser gives them.',
    );
  }
  const { endpoint, keys } = parsed.data;
  if (!isPublicEndpoint(endpoint)) {
    throw new InputError('endpoint is not the https address of a push service.');
  }
  if (!areBrowserKeys(keys)) throw new InputError('keys are not those of a browser.');
  await pushSubscriptions.upsert(person, { endpoint, ...keys });
}

export async function forgetBrowser(
  { pushSubscriptions }: BrowserDependencies,
  person: Person,
  told: unknown,
): Promise<boolean> {
  const parsed = leavingSchema.safeParse(told);
  if (!parsed.success) throw new InputError('endpoint is wanted, as the browser gives it.');
  return pushSubscriptions.delete(person, parsed.data.endpoint);
}
