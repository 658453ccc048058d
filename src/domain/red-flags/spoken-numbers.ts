import type { Token } from './tokens.ts';

const units = 'one two three four five six seven eight nine'.split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** "One hundred and eighty nine", "one ninety one" and "thirty seven" as one word of figures; a lone word stays one. */
export function withFigures(tokens: readonly Token[]): readonly Token[] {
  const written: Token[] = [];
  let isChanged = false;
  for (let place = 0; place < tokens.length; ) {
    const token = tokens[place] as Token;
    const spoken = numberFrom(tokens, place);
    if (spoken.words > 1) {
      isChanged = true;
      const last = tokens[place + spoken.words - 1] as Token;
      written.push({ ...token, word: String(spoken.value), end: last.end });
    } else written.push(token);
    place += Math.max(1, spoken.words);
  }
  return isChanged ? written : tokens;
}

interface Spoken {
  readonly value: number;
  readonly words: number;
}

function numberFrom(tokens: readonly Token[], place: number): Spoken {
  const wordAt = (at: number): string => {
    const token = tokens[at];
    return token === undefined || (at > place && token.after !== '') ? '' : token.word;
  };
  const first = wordAt(place);
  const lead = first === 'a' ? 1 : units.indexOf(first) + 1;
  const isHundred = first === 'hundred' || (lead > 0 && lead <= 2 && wordAt(place + 1) === 'hundred');
  if (isHundred) {
    const hundred = first === 'hundred' ? 1 : 2;
    const and = wordAt(place + hundred) === 'and' ? 1 : 0;
    const rest = belowHundred(wordAt, place + hundred + and);
    const value = Math.max(1, lead) * 100 + rest.value;
    return rest.words === 0 ? { value, words: hundred } : { value, words: hundred + and + rest.words };
  }
  const rest = belowHundred(wordAt, place + 1);
  // "One ninety one" is how a pressure is said.
  if ((first === 'one' || first === 'two') && rest.value >= 20)
    return { value: lead * 100 + rest.value, words: 1 + rest.words };
  return belowHundred(wordAt, place);
}

function belowHundred(wordAt: (at: number) => string, place: number): Spoken {
  const ten = tens.indexOf(wordAt(place)) + 2;
  if (ten >= 2) {
    const unit = units.indexOf(wordAt(place + 1)) + 1;
    return { value: ten * 10 + unit, words: unit > 0 ? 2 : 1 };
  }
  const unit = units.indexOf(wordAt(place)) + 1;
  return wordAt(place) === 'ten' ? { value: 10, words: 1 } : { value: unit, words: unit > 0 ? 1 : 0 };
}

/** A lone "ninety" beside a measurement is one. */
export function figureOf(word: string): number | undefined {
  const ten = tens.indexOf(word) + 2;
  return ten >= 2 ? ten * 10 : undefined;
}
