import type { Sealed } from '../../src/vault/seal.ts';

export interface StoredTokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly expiresAt: string;
  readonly scopes: readonly string[];
}

export interface OuraConnectionTable {
  person_id: string;
  /**
   * `reconnect`: only the person can mend it, by a new consent. `refused` (the membership has lapsed, say) and
   * `app-too-old` are mended at Oura's: it is tried again every night.
   */
  state: 'connected' | 'reconnect' | 'refused' | 'app-too-old';
  /** Grows with every stored token set; whoever refreshes must still find the version it read. */
  version: number;
  /** A refresh token is good for one use: only the worker that holds this claim may spend it. */
  refresh_claimed_at: string | null;
  updated_at: string;
  tokens: Sealed<StoredTokens>;
  /** Oura's id of the member, as a digest: a webhook names nobody else. */
  account: string | null;
}
