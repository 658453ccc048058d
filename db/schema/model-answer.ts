import type { Sealed } from '../../src/vault/seal.ts';

/** An answer that has been paid for, found again by the content of what was asked. */
export interface ModelAnswerTable {
  person_id: string;
  key: string;
  recorded_at: string;
  body: Sealed<StoredAnswer>;
}

export interface StoredAnswer {
  readonly value: unknown;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens?: number | undefined;
  readonly cost?: number | undefined;
  /** Which of a chain answered. */
  readonly model?: string | undefined;
}
