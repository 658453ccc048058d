import type { Sealed } from '../../src/vault/seal.ts';

export interface StoredTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: string;
  readonly scopes: readonly string[];
}

export interface OuraConnectionTable {
  person_id: string;
  state: 'connected' | 'reconnect';
  /** Grows with every refresh; a refresh is a conditional update on it, the loser reads again. */
  version: number;
  updated_at: string;
  tokens: Sealed<StoredTokens>;
}
