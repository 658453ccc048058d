import { ConfigError } from '../shared/errors.ts';
import type { ModelConfig } from './models.ts';

/** What the models of one round may take, all of its specialists together. */
export interface RoundLimit {
  readonly tokens: number;
  /** In the currency of the prices. */
  readonly cost?: number;
}

/** Several times what a round of eight specialists takes: it is there for what nobody foresaw. */
const USUAL_LIMIT: RoundLimit = { tokens: 400_000 };

/** `ROUNDS_ROUND_LIMIT`: `200000` tokens, or `200000/0.50`, tokens and cost. */
export function roundLimit(text: string | undefined, { default: usual, byAgent }: ModelConfig): RoundLimit {
  if (text === undefined) return USUAL_LIMIT;
  const [, tokens, cost] = /^(\d{1,9})(?:\/(\d{1,6}(?:\.\d{1,4})?))?$/.exec(text.trim()) ?? [];
  if (tokens === undefined) {
    throw new ConfigError('ROUNDS_ROUND_LIMIT is tokens, or tokens/cost: for example 200000 or 200000/0.50.');
  }
  if (cost === undefined) return { tokens: Number(tokens) };
  const unpriced = [usual, ...Object.values(byAgent)].flat().find(({ price }) => price === undefined);
  if (unpriced !== undefined) {
    throw new ConfigError(
      `ROUNDS_ROUND_LIMIT names a cost, and ROUNDS_MODELS no price for ${unpriced.provider}:${unpriced.model}. Write NAME@IN/OUT; what costs nothing is NAME@0/0.`,
    );
  }
  return { tokens: Number(tokens), cost: Number(cost) };
}
