import type { WrappedKey } from '../../src/vault/key-ring.ts';

export interface PersonTable {
  id: string;
  slug: string;
  timezone: string;
  wrapped_key: WrappedKey;
  key_id: string;
  created_at: string;
}
