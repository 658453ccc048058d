import type { Announcement } from '../../src/domain/silence.ts';
import type { Sealed } from '../../src/vault/seal.ts';

/** What was decided about the page of one round. */
export interface AnnouncementTable {
  round_id: string;
  person_id: string;
  as_of: string;
  recorded_at: string;
  /** 1 or 0: SQLite knows no other. */
  is_told: number;
  body: Sealed<Announcement>;
}
