/** Ends of sentences, minding "Dr. Okafor", "e.g. this" and decimals. */
const BOUNDARY =
  /(?<!\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|approx|e\.g|i\.e)\.)(?<=[.!?])\s+(?=["“‘'(]?[\p{Lu}\p{Co}\d\u2063])/gu;

export function sentencesOf(text: string): string[] {
  return text
    .replace(BOUNDARY, '\n')
    .split('\n')
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** The same length, without the matched words: positions of what is left stay true. */
export function blank(text: string, index: number, length: number): string {
  return text.slice(0, index) + ' '.repeat(length) + text.slice(index + length);
}
