import { type Pattern, type Place, parsePattern, parsePlace } from './pattern.ts';
import type { RedFlagRule } from './rule-schema.ts';
import { spelledWords } from './spelled-words.ts';
import { type Speller, spellerFor } from './spelling.ts';

/** A way of writing a symptom, with its places by number. */
export interface ReadPattern {
  readonly symptom: string;
  readonly places: readonly { readonly place: number; readonly gap: number }[];
}

/** Words side by side, and the places in which they may stand. */
export interface Phrase {
  readonly words: readonly string[];
  readonly places: readonly number[];
  /** The patterns that one of those places is the rarest of. */
  readonly tried: readonly number[];
}

/** All that the rules say about words, ready for reading a text. */
export interface Language {
  readonly patterns: readonly ReadPattern[];
  readonly placeCount: number;
  /** By their first word, or by their first two. */
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>;
  readonly idioms: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly spell: Speller;
}

export interface Reader {
  readonly language: Language;
  /** What in the rules cannot be read, in the order found. */
  readonly problems: readonly string[];
}

type WordsOfRule = Pick<RedFlagRule, 'id' | 'slots' | 'symptoms' | 'idioms' | 'trigger'>;

export function readLanguage(rules: readonly WordsOfRule[], alsoSpelled: readonly string[] = []): Reader {
  const problems: string[] = [];
  const slots = Object.assign({}, ...rules.map((rule) => rule.slots ?? {})) as Record<string, string[]>;
  const written = writtenPatterns(rules, problems);
  const numbers = new Map<string, number>();
  for (const { pattern } of written)
    for (const { place } of pattern.places) if (!numbers.has(place)) numbers.set(place, numbers.size);
  const places = [...numbers.keys()].map((text) => readPlace(text, slots, problems));
  const patterns = written.map(({ symptom, pattern }) => ({
    symptom,
    places: pattern.places.map(({ place, gap }) => ({ place: numbers.get(place) as number, gap })),
  }));
  const idioms = rules.flatMap(({ idioms: phrases = [] }) => phrases.map((phrase) => phrase.split(' ')));
  const phrases = phrasesOf(places, byAnchor(patterns, places));
  const vocabulary = new Set(idioms.flat());
  for (const { words } of phrases) for (const word of words) vocabulary.add(word);
  return {
    language: {
      patterns,
      placeCount: places.length,
      phrases: grouped(phrases, ({ words }) => words.slice(0, 2).join(' ')),
      idioms: grouped(idioms, (words) => words[0] as string),
      spell: spellerFor(vocabulary, new Set([...spelledWords, ...alsoSpelled])),
    },
    problems,
  };
}

interface Written {
  readonly symptom: string;
  readonly pattern: Pattern;
}

function writtenPatterns(rules: readonly WordsOfRule[], problems: string[]): Written[] {
  const spelledOut = Object.assign({}, ...rules.map((rule) => rule.symptoms ?? {})) as Record<
    string,
    string[]
  >;
  const named = new Set([
    ...rules.flatMap(({ trigger }) => symptomNames(trigger)),
    ...Object.keys(spelledOut),
  ]);
  // A symptom that is not spelled out is looked for by its name.
  return [...named].flatMap((symptom) =>
    (spelledOut[symptom] ?? [symptom]).flatMap((each) =>
      readable(each, symptom, problems).map((pattern) => ({ symptom, pattern })),
    ),
  );
}

function symptomNames(trigger: RedFlagRule['trigger']): string[] {
  return [
    ...('words' in trigger ? trigger.words : []),
    ...('together' in trigger ? (trigger.together ?? []).flat(2) : []),
    ...('withAny' in trigger ? (trigger.withAny ?? []) : []),
    ...('withoutAny' in trigger ? (trigger.withoutAny ?? []) : []),
  ];
}

function readable(pattern: string, name: string, problems: string[]): Pattern[] {
  try {
    return parsePattern(pattern);
  } catch {
    problems.push(`a pattern of "${name}" has too many places in any order`);
    return [];
  }
}

function readPlace(text: string, slots: Readonly<Record<string, string[]>>, problems: string[]): Place {
  const place = parsePlace(text, slots);
  if (place === undefined) problems.push(`"${text}" names a slot that no rule has`);
  return place ?? [];
}

function phrasesOf(places: readonly Place[], anchored: ReadonlyMap<number, readonly number[]>): Phrase[] {
  const found = new Map<string, { words: readonly string[]; places: number[] }>();
  for (const [number, place] of places.entries()) {
    for (const words of place) {
      const key = words.join(' ');
      const phrase = found.get(key);
      if (phrase === undefined) found.set(key, { words, places: [number] });
      else if (phrase.places.at(-1) !== number) phrase.places.push(number);
    }
  }
  return [...found.values()].map(({ words, places: own }) => ({
    words,
    places: own,
    tried: own.flatMap((place) => anchored.get(place) ?? []),
  }));
}

function byAnchor(patterns: readonly ReadPattern[], places: readonly Place[]): Map<number, number[]> {
  const commonness = places.map(commonnessOf);
  const anchorOf = ({ places: own }: ReadPattern): number =>
    own.reduce(
      (rarest, { place }) =>
        (commonness[place] as number) < (commonness[rarest] as number) ? place : rarest,
      own[0]?.place as number,
    );
  return new Map(
    [...grouped([...patterns.keys()], (index) => String(anchorOf(patterns[index] as ReadPattern)))].map(
      ([anchor, all]) => [Number(anchor), all],
    ),
  );
}

/** The more a place has, and the shorter it is, the more often it is met: short words are the common ones. */
function commonnessOf(place: Place): number {
  return place.reduce((sum, words) => sum + 1 / words.join('').length ** 3, 0);
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
