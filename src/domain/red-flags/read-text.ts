import { findSymptoms, type Mention, standsAt } from './find-symptoms.ts';
import type { Language } from './language.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A text as the engine reads it. */
export interface ReadText {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly mentions: readonly Mention[];
}

export function readText(text: string, language: Language): ReadText {
  const tokens = withoutIdioms(spelled(tokensOf(text), language), language);
  return { text, tokens, mentions: findSymptoms(tokens, language) };
}

function spelled(tokens: readonly Token[], { spell }: Language): Token[] {
  const known = new Map<string, string>();
  return tokens.map((token) => {
    const word = known.get(token.word) ?? spell(token.word);
    known.set(token.word, word);
    return { ...token, word };
  });
}

/** "Chest of drawers" is taken out before anything looks for a chest; what stood around it stays apart. */
function withoutIdioms(tokens: readonly Token[], { idioms }: Language): Token[] {
  const out = new Set<number>();
  for (const [first, { word }] of tokens.entries()) {
    for (const words of idioms.get(word) ?? []) {
      if (!standsAt(tokens, first, words)) continue;
      for (const offset of words.keys()) out.add(first + offset);
    }
  }
  return tokens.map((token, place) => (out.has(place) ? { ...token, word: '' } : token));
}
