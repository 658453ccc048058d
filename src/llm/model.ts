import type { z } from 'zod';

/** What an agent may ask of any provider: an answer in a given shape. Nothing provider-specific crosses this line. */
export interface ModelRequest<Value> {
  readonly system: string;
  readonly input: string;
  readonly schema: z.ZodType<Value>;
  readonly schemaName: string;
  readonly maxOutputTokens: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ModelAnswer<Value> {
  readonly value: Value;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * Fails only with TransientError (the queue retries, honouring `retryAfterMs`) or PermanentError. Their messages
 * never hold the prompt or the answer.
 */
export interface Model {
  readonly id: string;
  /** Of a million tokens, where somebody named it. */
  readonly price?: { readonly input: number; readonly output: number } | undefined;
  generate<Value>(request: ModelRequest<Value>): Promise<ModelAnswer<Value>>;
}

export interface ModelOptions {
  readonly apiKey: string;
  readonly baseURL?: string | undefined;
  readonly model: string;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly timeoutMs: number;
}
