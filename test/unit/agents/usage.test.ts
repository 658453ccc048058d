import { describe, expect, it } from 'vitest';
import { usageOf } from '../../../agents/coordinate/usage.ts';
import type { Wording } from '../../../src/domain/talking-point.ts';

const narrator: Wording = {
  kind: 'rule-based',
  model: 'narrator',
  promptHash: '',
  packetHash: 'packet',
  inputTokens: 0,
  outputTokens: 0,
  rejected: 0,
};
const modelled: Wording = {
  ...narrator,
  kind: 'model',
  model: 'openai:a',
  promptHash: 'prompt',
  inputTokens: 1_000,
  outputTokens: 200,
  rejected: 1,
};
const usage = (...wordings: Wording[]) => usageOf(wordings.map((wording) => ({ wording })));

describe('what the wording of a page took', () => {
  it('is nothing where nobody was asked', () => {
    expect(usage()).toBeUndefined();
    expect(usage(narrator, narrator)).toBeUndefined();
  });

  it('is the sum of what each specialist took', () => {
    const other = { ...modelled, model: 'anthropic:b', cachedInputTokens: 600, cost: 0.25 };
    expect(usage(modelled, narrator, other, { ...other, cost: 0.5 })).toEqual({
      models: ['anthropic:b', 'openai:a'],
      inputTokens: 3_000,
      outputTokens: 600,
      cachedInputTokens: 1_200,
      cost: 0.75,
      rejected: 3,
    });
  });

  it('says why a model that was asked did not word it', () => {
    expect(usage({ ...narrator, fallback: 'no-answer', inputTokens: 50 }, modelled)).toEqual({
      models: ['openai:a'],
      inputTokens: 1_050,
      outputTokens: 200,
      rejected: 1,
      fallbacks: ['no-answer'],
    });
    expect(usage({ ...narrator, fallback: 'ceiling' })).toMatchObject({ models: [], fallbacks: ['ceiling'] });
  });
});
