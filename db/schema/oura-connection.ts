import type { Sealed } from '../../src/vault/seal.ts';

export interface StoredTokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly expiresAt: string;
  readonly scopes: readonly string[];
}

export interface OuraConnectionTable {
  person_id: string;
  state: 'connected' | 'reconnect';
  /** Grows with every stored token set; whoever refreshes must still find the version it read. */
  version: number;
  /** A refresh token is good for one use: only the worker that holds this claim may spend it. */
  refresh_claimed_at: string | null;
  updated_at: string;
  tokens: Sealed<StoredTokens>;
}
