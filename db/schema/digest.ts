import type { Digest } from '../../src/domain/digest.ts';
import type { Sealed } from '../../src/vault/seal.ts';

/** What a week brought, once a person and week. */
export interface DigestTable {
  person_id: string;
  week_ending: string;
  recorded_at: string;
  body: Sealed<Digest>;
}
