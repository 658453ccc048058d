import type { FindingsReport } from '../../src/domain/finding.ts';
import type { Sealed } from '../../src/vault/seal.ts';

export interface FindingSetTable {
  round_id: string;
  person_id: string;
  engine: string;
  data_hash: string;
  recorded_at: string;
  body: Sealed<FindingsReport>;
}
