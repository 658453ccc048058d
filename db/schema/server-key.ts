import type { JsonWebKey } from 'node:crypto';
import type { WrappedKey } from '../../src/vault/key-ring.ts';
import type { Sealed } from '../../src/vault/seal.ts';

/** A key pair of the installation, sealed with a data key of its own that is always under the master key that counts. */
export interface ServerKeyTable {
  id: string;
  key_id: string;
  wrapped: WrappedKey;
  body: Sealed<JsonWebKey>;
}
