import type { PushSubscription } from '../../src/domain/contact.ts';
import type { Sealed } from '../../src/vault/seal.ts';

/** One browser of a person. */
export interface PushSubscriptionTable {
  person_id: string;
  /** A keyed digest of its address: whoever holds the address can send to it. */
  endpoint: string;
  recorded_at: string;
  body: Sealed<PushSubscription>;
}
