import type { ExportedFile, ExportState } from '../../src/domain/report-export.ts';
import type { Sealed } from '../../src/vault/seal.ts';

export interface ReportExportTable {
  id: string;
  person_id: string;
  state: ExportState;
  appointment: string;
  as_of: string;
  /** Whether a page that was made before will do (0) or not (1). */
  is_anew: number;
  /** With commas. */
  formats: string;
  /** Null: that of where the person lives. */
  paper: string | null;
  /** Whose page it is made of; null until that is known. */
  round_id: string | null;
  reason: string | null;
  created_at: string;
  expires_at: string;
  /** Sealed, because a digest of a file could be matched against guessed content. */
  manifest: Sealed<readonly ExportedFile[]> | null;
}
