import type { RaisedFlag } from '../../src/domain/red-flags/raised-flag.ts';
import type { Sealed } from '../../src/vault/seal.ts';

/** The log of what was raised, once a person, rule and day. Which rule it was is health data. */
export interface RedFlagTable {
  id: string;
  person_id: string;
  day: string;
  recorded_at: string;
  /** Of rule and day, by the person's key. */
  digest: string;
  body: Sealed<RaisedFlag>;
}
