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

/** The two parts of a model's id. */
export function partsOf({ id }: Pick<Model, 'id'>): { readonly provider: string; readonly name: string } {
  const [provider = '', ...name] = id.split(':');
  return { provider, name: name.join(':') };
}

/**
 * Fails only with TransientError (the queue retries, honouring `retryAfterMs`) or PermanentError. Their messages
 * never hold the prompt or the answer.
 */
export interface Model {
  /** Provider and name: "anthropic:claude-…". */
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

/** Undefined where no price is named. */
export function costOf(
  tokens: { readonly input: number; readonly output: number },
  price: Model['price'],
): number | undefined {
  return price && (tokens.input * price.input + tokens.output * price.output) / 1_000_000;
}
