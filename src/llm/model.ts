import type { z } from 'zod';
import { PermanentError } from '../shared/errors.ts';
import type { Price, Purse } from './purse.ts';

/** What an agent may ask of any provider: an answer in a given shape. Nothing provider-specific crosses this line. */
export interface ModelRequest<Value> {
  readonly system: string;
  readonly input: string;
  readonly schema: z.ZodType<Value>;
  readonly schemaName: string;
  readonly maxOutputTokens: number;
  readonly signal?: AbortSignal | undefined;
  /** Asked before each call to a provider, and told after it what was spent. */
  readonly purse?: Purse | undefined;
}

export interface ModelAnswer<Value> {
  readonly value: Value;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input tokens, those that the provider had kept from an earlier call. */
  readonly cachedInputTokens?: number | undefined;
  /** What they cost, where a price is named. */
  readonly cost?: number | undefined;
  /** Which model of a chain answered; absent: the one that was asked. */
  readonly model?: string | undefined;
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
  /** Provider and name: "anthropic:claude-…"; those of a chain with bars between them. */
  readonly id: string;
  generate<Value>(request: ModelRequest<Value>): Promise<ModelAnswer<Value>>;
}

export interface ModelOptions {
  readonly apiKey: string;
  readonly baseURL?: string | undefined;
  readonly model: string;
  readonly price?: Price | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly timeoutMs: number;
}

/** What a round may spend is spent: no later try of it can help. */
export class CeilingError extends PermanentError {
  constructor() {
    super('The limit of tokens or cost for this round is reached.', { code: 'rate-limited' });
  }
}
