import { findSymptoms, type Mention, standsAt } from './find-symptoms.ts';
import type { Language } from './language.ts';
import { withFigures } from './spoken-numbers.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A text as the engine reads it. */
export interface ReadText {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly mentions: readonly Mention[];
}

/** The year of the text's own day is not long ago. */
const THIS_YEAR = 'thisyear';

export function readText(text: string, language: Language, year?: string): ReadText {
  const spelled = (token: Token): Token => {
    if (token.word === year) return { ...token, word: THIS_YEAR };
    const word = language.spell(token.word);
    return word === token.word ? token : { ...token, word };
  };
  const tokens = withoutIdioms(withFigures(tokensOf(text).map(spelled)), language);
  return { text, tokens, mentions: findSymptoms(tokens, language) };
}

/** "Chest of drawers" is taken out before anything looks for a chest; what stood around it stays apart. */
function withoutIdioms(tokens: readonly Token[], { idioms }: Language): readonly Token[] {
  const out = new Set<number>();
  for (const [first, { word }] of tokens.entries()) {
    for (const words of idioms.get(word) ?? []) {
      if (!standsAt(tokens, first, words)) continue;
      for (const offset of words.keys()) out.add(first + offset);
    }
  }
  if (out.size === 0) return tokens;
  return tokens.map((token, place) => (out.has(place) ? { ...token, word: '' } : token));
}
