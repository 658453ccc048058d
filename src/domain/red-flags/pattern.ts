import { inflect } from './inflect.ts';

/** One place of a pattern: phrases that may stand there, each a list of words. */
export type Place = readonly (readonly string[])[];

/** Places in the order in which they are to be found, each at most `gap` words after the one before. */
export interface Pattern {
  readonly places: readonly { readonly place: string; readonly gap: number }[];
}

export interface Places {
  /** By the text of the place. */
  readonly byText: ReadonlyMap<string, Place>;
}

const GAP = 2;
const LOOSE_GAP = 4;
const WIDE_GAP = 6;
const MOST_FREE = 3;

/**
 * How a pattern is written: words with at most two others between them; `...` allows six. `a|b` is either, `~ache` any
 * form of the word, `a_b` two words side by side, `<name>` what a slot has, `a & b` either order with at most four words
 * between, `a?` may be left out.
 */
export function parsePattern(written: string): Pattern[] {
  const groups: { free: string[]; gap: number; optional: boolean }[] = [];
  let gap = GAP;
  let joins = false;
  for (const part of written.split(' ')) {
    if (part === '...') gap = WIDE_GAP;
    else if (part === '&') joins = true;
    else {
      const group = groups.at(-1);
      if (joins && group !== undefined) group.free.push(part);
      else groups.push({ free: [part.replace(/\?$/, '')], gap, optional: part.endsWith('?') });
      gap = GAP;
      joins = false;
    }
  }
  return groups.reduce<Pattern[]>(
    (patterns, group) => [
      ...(group.optional ? patterns : []),
      ...patterns.flatMap(({ places }) =>
        orders(group.free).map((order) => ({
          places: [
            ...places,
            ...order.map((place, index) => ({ place, gap: index === 0 ? group.gap : LOOSE_GAP })),
          ],
        })),
      ),
    ],
    [{ places: [] }],
  );
}

function orders(free: readonly string[]): string[][] {
  if (free.length > MOST_FREE) throw new Error(`at most ${MOST_FREE} places may be in any order`);
  if (free.length <= 1) return [[...free]];
  return free.flatMap((first, index) => orders(free.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

/** Undefined where it names a slot that there is not. */
export function parsePlace(
  written: string,
  slots: Readonly<Record<string, readonly string[]>>,
): Place | undefined {
  const phrases: string[][] = [];
  for (const alternative of written.split('|')) {
    const slot = /^<(.+)>$/.exec(alternative)?.[1];
    if (slot === undefined) phrases.push(...inflected(alternative.split('_')));
    else if (slots[slot] === undefined) return undefined;
    else phrases.push(...slots[slot].flatMap((phrase) => inflected(phrase.split(' '))));
  }
  return phrases;
}

/** Every form of every word marked with `~`. */
function inflected(words: readonly string[]): string[][] {
  return words.reduce<string[][]>(
    (phrases, word) => {
      const forms = word.startsWith('~') ? inflect(word.slice(1)) : [word];
      return phrases.flatMap((phrase) => forms.map((form) => [...phrase, form]));
    },
    [[]],
  );
}
