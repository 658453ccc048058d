import type { Violation } from './grounding-context.ts';

/** Digits of other scripts, "７９", "²", "Ⅶ"; letters that only look Latin; marks that nobody sees. */
const ODD = /(?![0-9])\p{Nd}|[\p{Nl}\p{No}]|(?!\p{Script=Latin})\p{L}|\p{Cf}|\p{Co}/u;

/**
 * What is read as something that the checks do not read: a number in wide digits, a name with one foreign letter. Words
 * that stand so in the packet (a name in another script) are nobody's trick.
 */
export function oddCharacters(text: string, known: object): Violation[] {
  const odd = text.split(/\s+/).filter(isOdd);
  if (odd.length === 0) return [];
  const words = JSON.stringify(known);
  return odd
    .filter((word) => !words.includes(word.replace(EDGES, '') || word))
    .map((word) => ({ kind: 'claim', words: word }));
}

const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** Halves and quarters are read as the numbers they are. */
const FRACTIONS = /[¼½¾]/g;

function isOdd(written: string): boolean {
  const word = written.replaceAll(FRACTIONS, '');
  return ODD.test(word) || word.normalize('NFKC') !== word.normalize('NFC').replaceAll('…', '...');
}
