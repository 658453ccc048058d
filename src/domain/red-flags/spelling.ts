import { realWords } from './real-words.ts';

const SHORTEST = 4;
const SHORTEST_ONE_SLIP = 5;
const SHORTEST_TWO_SLIPS = 9;

/** Brings a misspelt word to one that matters; a word that is known, or English in its own right, stays what it is. */
export type Speller = (word: string) => string;

export function spellerFor(vocabulary: ReadonlySet<string>, targets: ReadonlySet<string>): Speller {
  const byRemains = new Map<string, Set<string>>();
  for (const word of targets) {
    for (const remains of withoutLetters(word, slipsFor(word))) {
      const words = byRemains.get(remains) ?? new Set();
      byRemains.set(remains, words.add(word));
    }
  }
  const isKnown = (word: string) => vocabulary.has(word) || targets.has(word) || isReal(word);
  return (written) => {
    const word = unstretched(written, isKnown);
    if (word.length < SHORTEST || isKnown(word) || /\d/.test(word)) return word;
    const candidates = withoutLetters(word, word.length >= SHORTEST_TWO_SLIPS ? 2 : 1).flatMap((remains) => [
      ...(byRemains.get(remains) ?? []),
    ]);
    return nearest(word, candidates) ?? word;
  };
}

function isReal(word: string): boolean {
  return [word, word.replace(/s$/, ''), word.replace(/(e?d|ing|ly|er)$/, ''), word.replace(/ing$/, 'e')].some(
    (form) => realWords.has(form),
  );
}

function slipsFor(word: string): number {
  if (word.length < SHORTEST) return 0;
  return word.length >= SHORTEST_TWO_SLIPS ? 2 : 1;
}

/** "painnnn" is "pain", "sooo" is "so". */
function unstretched(word: string, isKnown: (word: string) => boolean): string {
  if (!/(.)\1\1/.test(word)) return word;
  const twice = word.replace(/(.)\1{2,}/g, '$1$1');
  return isKnown(twice) ? twice : word.replace(/(.)\1{2,}/g, '$1');
}

function withoutLetters(word: string, most: number): string[] {
  // A word that nobody writes is not worth the quadratic number of its remains.
  if (word.length > 24) return [word];
  let remains = new Set([word]);
  for (let round = 0; round < most; round++) {
    const shorter = [...remains].flatMap((rest) =>
      Array.from(rest, (_, place) => rest.slice(0, place) + rest.slice(place + 1)),
    );
    remains = new Set([...remains, ...shorter]);
  }
  return [...remains];
}

function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: { readonly candidate: string; readonly slips: number } | undefined;
  for (const candidate of new Set(candidates)) {
    const slips = slipsBetween(word, candidate);
    if (slips > slipsAllowed(word, candidate) || (best !== undefined && slips >= best.slips)) continue;
    best = { candidate, slips };
  }
  return best?.candidate;
}

function slipsAllowed(word: string, candidate: string): number {
  if (candidate.length >= SHORTEST_TWO_SLIPS) return 2;
  if (candidate.length >= SHORTEST_ONE_SLIP) return 1;
  // Four letters in another order ("pian"); any other slip makes too many of them another word.
  return word.length === candidate.length && [...word].sort().join('') === [...candidate].sort().join('')
    ? 1
    : 0;
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
