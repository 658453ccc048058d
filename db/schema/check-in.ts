import type { Answers, Reporter } from '../../src/domain/check-in.ts';
import type { Sealed } from '../../src/vault/seal.ts';

/** Append-only: an edited check-in is a new revision, a withdrawn one is a revision that answers nothing. */
export interface CheckInTable {
  person_id: string;
  day: string;
  reporter: Reporter;
  revision: number;
  digest: string;
  recorded_at: string;
  body: Sealed<Answers>;
}
