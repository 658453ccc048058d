import type { CheckIn } from '../../src/domain/check-in.ts';
import type { Sealed } from '../../src/vault/seal.ts';

/** Append-only: an edited check-in is a new revision. */
export interface CheckInTable {
  person_id: string;
  day: string;
  reporter: string;
  revision: number;
  digest: string;
  recorded_at: string;
  body: Sealed<CheckIn>;
}
