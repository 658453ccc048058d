import type { Contact } from '../../src/domain/contact.ts';
import type { Sealed } from '../../src/vault/seal.ts';

export interface ContactTable {
  person_id: string;
  recorded_at: string;
  body: Sealed<Contact>;
}
