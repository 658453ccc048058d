import type { PageUsage } from '../../src/domain/page.ts';
import type { Fallback, Interpretation, Wording } from '../../src/domain/talking-point.ts';

/** What the wording took, all specialists together. Undefined where no model was asked. */
export function usageOf(interpretations: readonly Pick<Interpretation, 'wording'>[]): PageUsage | undefined {
  const asked = interpretations.map(({ wording }) => wording).filter(wasAsked);
  if (asked.length === 0) return undefined;
  const answered = asked.filter(({ promptHash }) => promptHash !== '');
  const fallbacks = new Set(asked.flatMap(({ fallback }): Fallback[] => (fallback ? [fallback] : [])));
  return {
    models: [...new Set(answered.map(({ model }) => model))].sort(),
    inputTokens: sumOf(asked, ({ inputTokens }) => inputTokens) ?? 0,
    outputTokens: sumOf(asked, ({ outputTokens }) => outputTokens) ?? 0,
    ...optional('cachedInputTokens', asked),
    ...optional('cost', asked),
    rejected: sumOf(asked, ({ rejected }) => rejected) ?? 0,
    ...(fallbacks.size === 0 ? {} : { fallbacks: [...fallbacks].sort() }),
  };
}

/** What the narrator says of itself has no prompt; where it stands in for a model it says why. */
function wasAsked({ promptHash, fallback, inputTokens }: Wording): boolean {
  return promptHash !== '' || fallback !== undefined || inputTokens > 0;
}

function optional(part: 'cost' | 'cachedInputTokens', asked: readonly Wording[]): Partial<PageUsage> {
  const sum = sumOf(asked, (wording) => wording[part]);
  return sum === undefined ? {} : { [part]: sum };
}

/** Undefined where nobody tells it. */
function sumOf(
  wordings: readonly Wording[],
  part: (wording: Wording) => number | undefined,
): number | undefined {
  const told = wordings.flatMap((wording) => part(wording) ?? []);
  return told.length === 0 ? undefined : told.reduce((sum, value) => sum + value, 0);
}
