import type { Sealed } from '../../src/vault/seal.ts';

/** One metric, one year: 366 doubles, day 0 is 1 January, NaN where there is no value. */
export interface SeriesBlockTable {
  person_id: string;
  metric: string;
  year: number;
  updated_at: string;
  body: Sealed<Uint8Array>;
}
