import type { WrappedKey } from '../../src/vault/key-ring.ts';

/** Of somebody who is being erased: their key is destroyed already, their rows go next. */
export const NO_KEY = '';

export interface PersonTable {
  id: string;
  slug: string;
  timezone: string;
  wrapped_key: WrappedKey;
  key_id: string;
  created_at: string;
}
