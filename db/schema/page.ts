import type { Page } from '../../src/domain/page.ts';
import type { Sealed } from '../../src/vault/seal.ts';

export interface PageTable {
  round_id: string;
  person_id: string;
  as_of: string;
  recorded_at: string;
  body: Sealed<Page>;
}
