import type { Sealed } from '../../src/vault/seal.ts';

/** A part of a file; most files have one. */
export interface ExportFileTable {
  export_id: string;
  name: string;
  part: number;
  person_id: string;
  body: Sealed<Uint8Array>;
}
