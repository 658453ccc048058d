import type { ProfileEntryKind, ProfileSingleKind } from '../../src/domain/profile.ts';
import type { Sealed } from '../../src/vault/seal.ts';

/** Bitemporal: `day` is when it was true, `recorded_at` and `superseded_at` are when it was known. */
export interface ProfileEntryTable {
  id: string;
  person_id: string;
  kind: ProfileEntryKind | ProfileSingleKind;
  /** Which thing the entry is about (a medication by name, …), as a keyed digest: a newer entry replaces the older. */
  subject: string;
  day: string | null;
  digest: string;
  recorded_at: string;
  superseded_at: string | null;
  body: Sealed<unknown>;
}
