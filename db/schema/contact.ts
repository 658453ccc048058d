import type { Sealed } from '../../src/vault/seal.ts';

/** Where a person wants to be told that there is something to read. */
export interface ContactTable {
  person_id: string;
  recorded_at: string;
  body: Sealed<Contact>;
}

export interface Contact {
  readonly email: string;
}
