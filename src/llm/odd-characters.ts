import type { Violation } from './grounding-context.ts';

/** Digits of other scripts, "７９", "²", "Ⅶ"; letters that only look Latin; marks that nobody sees. */
const ODD = /(?![0-9])\p{Nd}|[\p{Nl}\p{No}]|(?!\p{Script=Latin})\p{L}|\p{Cf}/u;

/**
 * What is read as something that the checks do not read: a number in wide digits, a name with one foreign letter. Words
 * that stand so in the packet (a name in another script) are nobody's trick.
 */
export function oddCharacters(text: string, known: string): Violation[] {
  return text
    .split(/\s+/)
    .filter(
      (word) => ODD.test(word) || word.normalize('NFKC') !== word.normalize('NFC').replaceAll('…', '...'),
    )
    .filter((word) => !known.includes(word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '') || word))
    .map((words) => ({ kind: 'claim', words }));
}
