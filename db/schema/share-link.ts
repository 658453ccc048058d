import type { ShareBody } from '../../src/domain/share.ts';
import type { Sealed } from '../../src/vault/seal.ts';

export interface ShareLinkTable {
  id: string;
  person_id: string;
  /** Of the token, which only the one who has the link knows. */
  digest: string;
  /** The page that it shows; null: the newest. */
  round_id: string | null;
  created_at: string;
  expires_at: string;
  revoked_at: string | null;
  /** Since the last right passcode. */
  wrong_tries: number;
  locked_until: string | null;
  body: Sealed<ShareBody>;
}
