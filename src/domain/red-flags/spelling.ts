import { realWords } from './real-words.ts';

const SHORTEST = 4;
const SHORTEST_ONE_SLIP = 5;
const SHORTEST_TWO_SLIPS = 9;
const MOST_SLIPS = 2;
/** People write the same few thousand words over and over. */
const MOST_SEEN = 5000;
/** A word that nobody writes is not worth the comparing. */
const LONGEST = 24;

/** Brings a misspelt word to one that matters; a word that is known, or English in its own right, stays what it is. */
export type Speller = (word: string) => string;

export function spellerFor(vocabulary: ReadonlySet<string>, targets: ReadonlySet<string>): Speller {
  const byLength: Candidate[][] = Array.from({ length: LONGEST + MOST_SLIPS + 1 }, () => []);
  for (const word of targets) {
    if (word.length >= SHORTEST) byLength[word.length]?.push({ word, letters: lettersOf(word) });
  }
  const isKnown = (word: string) => vocabulary.has(word) || targets.has(word) || isReal(word);
  const corrected = (written: string): string => {
    const word = unstretched(written, isKnown);
    if (word.length < SHORTEST || word.length > LONGEST || isKnown(word) || /\d/.test(word)) return word;
    return nearest(word, byLength) ?? word;
  };
  const seen = new Map<string, string>();
  return (written) => {
    const word = seen.get(written) ?? corrected(written);
    if (seen.size >= MOST_SEEN) seen.clear();
    seen.set(written, word);
    return word;
  };
}

interface Candidate {
  readonly word: string;
  readonly letters: number;
}

/** One bit for each letter that occurs: a slip changes two of them at most. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let place = 0; place < word.length; place++) letters |= 1 << (word.charCodeAt(place) % 32);
  return letters;
}

function isWithin(most: number, bits: number): boolean {
  let rest = bits;
  for (let count = 0; count < most; count++) rest &= rest - 1;
  return rest === 0;
}

function isReal(word: string): boolean {
  return [word, word.replace(/s$/, ''), word.replace(/(e?d|ing|ly|er)$/, ''), word.replace(/ing$/, 'e')].some(
    (form) => realWords.has(form),
  );
}

/** "painnnn" is "pain", "sooo" is "so". */
function unstretched(word: string, isKnown: (word: string) => boolean): string {
  if (!/(.)\1\1/.test(word)) return word;
  const twice = word.replace(/(.)\1{2,}/g, '$1$1');
  return isKnown(twice) ? twice : word.replace(/(.)\1{2,}/g, '$1');
}

function nearest(word: string, byLength: readonly (readonly Candidate[])[]): string | undefined {
  const letters = lettersOf(word);
  let best: { readonly word: string; readonly slips: number } | undefined;
  for (let length = word.length - MOST_SLIPS; length <= word.length + MOST_SLIPS; length++) {
    const most = length >= SHORTEST_TWO_SLIPS ? MOST_SLIPS : 1;
    if (Math.abs(length - word.length) > most) continue;
    for (const candidate of byLength[length] ?? []) {
      if (!isWithin(2 * most, letters ^ candidate.letters) || !maySlip(word, candidate.word)) continue;
      const slips = slipsBetween(word, candidate.word);
      if (slips <= most && (best === undefined || slips < best.slips)) best = { word: candidate.word, slips };
    }
  }
  return best?.word;
}

/** Of four letters only their order ("pian"); any other slip makes too many of them another word. */
function maySlip(word: string, candidate: string): boolean {
  if (candidate.length >= SHORTEST_ONE_SLIP) return true;
  return word.length === candidate.length && [...word].sort().join('') === [...candidate].sort().join('');
}

/** Optimal string alignment: letters put in, left out, replaced, or two neighbours swapped. */
function slipsBetween(left: string, right: string): number {
  const width = right.length + 1;
  const table = new Uint8Array((left.length + 1) * width);
  const at = (row: number, column: number) => table[row * width + column] as number;
  for (let row = 0; row <= left.length; row++) {
    for (let column = 0; column <= right.length; column++) {
      let slips = row === 0 || column === 0 ? row + column : Number.POSITIVE_INFINITY;
      if (row > 0 && column > 0) {
        const same = left[row - 1] === right[column - 1] ? 0 : 1;
        slips = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + same);
        const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
        if (row > 1 && column > 1 && swapped) slips = Math.min(slips, at(row - 2, column - 2) + 1);
      }
      table[row * width + column] = slips;
    }
  }
  return at(left.length, right.length);
}
