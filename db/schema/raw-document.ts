import type { Sealed } from '../../src/vault/seal.ts';

/** Append-only: a changed document is a new revision. */
export interface RawDocumentTable {
  person_id: string;
  source: string;
  collection: string;
  document_id: string;
  revision: number;
  day: string | null;
  digest: string;
  recorded_at: string;
  /** The document's JSON, word for word, packed. */
  body: Sealed<Uint8Array>;
}
