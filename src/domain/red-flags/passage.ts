import type { Mention } from './find-symptoms.ts';
import type { Token } from './tokens.ts';

/** The words of a text around what is spoken of, for those who ask in which sense it is spoken of. */
export interface Passage {
  readonly tokens: readonly Token[];
  /** Which words belong to something spoken of, whatever it is. */
  readonly covered: readonly boolean[];
}

const negations = new Set(['no', 'not', 'never', 'without', 'none', 'nor']);

export type Span = Pick<Mention, 'first' | 'last'>;

export function passageOf(tokens: readonly Token[], spans: readonly Span[]): Passage {
  const covered = tokens.map(() => false);
  for (const { first, last } of spans) {
    // What has a "not" of its own may have lent it from elsewhere, and would carry that one further than it reaches.
    const isPlain = tokens.slice(first, last + 1).every(({ word }) => !negations.has(word));
    if (isPlain) covered.fill(true, first, last + 1);
  }
  return { tokens, covered };
}

export function wordAt({ tokens }: Passage, place: number): string {
  return tokens[place]?.word ?? '';
}

export function endsSentence(token: Token | undefined): boolean {
  return token === undefined || token.after === '.' || token.after === '?';
}

/** No sentence is longer for our ends: the work must grow with the text, and not with its square. */
const LONGEST = 60;

/** The first word of the sentence that a word stands in. */
export function sentenceStart({ tokens }: Passage, place: number): number {
  let start = place;
  while (start > 0 && place - start < LONGEST && !endsSentence(tokens[start])) start--;
  return start;
}

/** The place behind the last word of the sentence. */
export function sentenceEnd({ tokens }: Passage, place: number): number {
  let end = place + 1;
  while (end < tokens.length && end - place < LONGEST && !endsSentence(tokens[end])) end++;
  return end;
}

/** Words side by side as one line, without the punctuation, for looking at with a pattern. */
export function lineOf({ tokens }: Passage, from: number, to: number): string {
  return tokens
    .slice(Math.max(0, from), Math.max(0, to))
    .map(({ word }) => word)
    .join(' ');
}

/** The first word of the clause, but none before `start`. */
export function clauseStart({ tokens }: Passage, place: number, start: number): number {
  let first = place;
  while (first > start && !isPause(tokens, first)) first--;
  return first;
}

/** The stroke of "190/110" parts no clauses. */
export function isPause(tokens: Passage['tokens'], place: number): boolean {
  const isFigures = /^\d/.test(tokens[place]?.word ?? '') && /^\d/.test(tokens[place - 1]?.word ?? '');
  return tokens[place]?.after !== '' && !isFigures;
}
