import type { Sealed } from '../../src/vault/seal.ts';

export interface PendingConsent {
  readonly state: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
}

/** A consent that was begun and not yet answered. The id is a digest of the state, which only the browser knows. */
export interface OuraAuthorisationTable {
  id: string;
  person_id: string;
  created_at: string;
  body: Sealed<PendingConsent>;
}
