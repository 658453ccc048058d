import type { SharedForm, ShareOutcome } from '../../src/domain/share.ts';

export interface ShareAccessTable {
  id: string;
  link_id: string;
  person_id: string;
  accessed_at: string;
  fetched: SharedForm;
  outcome: ShareOutcome;
}
