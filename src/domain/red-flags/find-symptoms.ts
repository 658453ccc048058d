import type { Language, Phrase, ReadPattern } from './language.ts';
import type { Token } from './tokens.ts';

/** Where a symptom is spoken of: the first and the last of its words. Whether it is there is another question. */
export interface Mention {
  readonly symptom: string;
  readonly first: number;
  readonly last: number;
}

/** A pause in between counts like this many words: "heavy legs, chest fine". */
const PAUSE = 2;
const negators = new Set(['no', 'not', 'never', 'without', 'nor', 'neither', 'none']);
/** "The pain will not go away" and "not only" deny nothing. */
const goesOn =
  /^(?:(?:go|going|gone) (?:away|off|down|anywhere)|shift\w*|eas\w*|let\w*|stop\w*|better|improv\w*|settl\w*|leav\w*|only|just|sure|too|budge\w*|so|that|quite|very|much|know|sleep\w*|able|want\w*|wear\w*|good|great|relie\w*|worse|help\w*)\b/;
const turns = new Set(['but', 'however', 'although', 'though', 'except']);

interface Occurrence {
  readonly first: number;
  readonly last: number;
}

/** Where the phrases of one place stand, and how far the longest that starts at a word reaches. */
interface Found {
  readonly all: Occurrence[];
  readonly reach: Map<number, number>;
}

export function findSymptoms(
  tokens: readonly Token[],
  { phrases, patterns, placeCount }: Language,
): Mention[] {
  const said = phrasesSaid(tokens, phrases);
  // In the rules' own order, whatever the text begins with.
  const there = new Uint8Array(placeCount);
  for (const { phrase } of said) for (const place of phrase.places) there[place] = 1;
  const isThere = (index: number): boolean =>
    (patterns[index] as ReadPattern).places.every(({ place }) => there[place] === 1);
  const tried = [...new Set(said.flatMap(({ phrase }) => phrase.tried.filter(isThere)))]
    .sort((left, right) => left - right)
    .map((index) => patterns[index] as ReadPattern);
  if (tried.length === 0) return [];
  const wanted = new Set(tried.flatMap(({ places }) => places.map(({ place }) => place)));
  const found = occurrences(said, wanted);
  return tried.flatMap((pattern) =>
    matches(pattern, found, tokens).map(({ first, last }) => ({ symptom: pattern.symptom, first, last })),
  );
}

interface Said extends Occurrence {
  readonly phrase: Phrase;
}

function phrasesSaid(tokens: readonly Token[], phrases: Language['phrases']): Said[] {
  const said: Said[] = [];
  const add = (first: number, candidates: readonly Phrase[] = []): void => {
    for (const phrase of candidates) {
      if (standsAt(tokens, first, phrase.words))
        said.push({ first, last: first + phrase.words.length - 1, phrase });
    }
  };
  for (const [first, { word }] of tokens.entries()) {
    if (word === '') continue;
    add(first, phrases.get(word));
    const next = tokens[first + 1];
    if (next?.after === '') add(first, phrases.get(`${word} ${next.word}`));
  }
  return said;
}

function occurrences(said: readonly Said[], wanted: ReadonlySet<number>): Map<number, Found> {
  const found = new Map<number, Found>();
  for (const { first, last, phrase } of said) {
    for (const place of phrase.places) {
      if (!wanted.has(place)) continue;
      const own = found.get(place) ?? { all: [], reach: new Map<number, number>() };
      found.set(place, own);
      own.all.push({ first, last });
      own.reach.set(first, Math.max(last, own.reach.get(first) ?? last));
    }
  }
  return found;
}

export function standsAt(tokens: readonly Token[], first: number, words: readonly string[]): boolean {
  for (let offset = 0; offset < words.length; offset++) {
    const token = tokens[first + offset];
    if (token?.word !== words[offset] || (offset > 0 && token?.after !== '')) return false;
  }
  return true;
}

/** One for each way it can begin; gaps are bounded, so the work grows with the text and no faster. */
function matches(
  { places: [head, ...rest] }: ReadPattern,
  found: ReadonlyMap<number, Found>,
  tokens: readonly Token[],
): readonly Occurrence[] {
  if (head === undefined || rest.some(({ place }) => !found.has(place))) return [];
  let open: readonly Occurrence[] = found.get(head.place)?.all ?? [];
  for (const { place, gap } of rest) {
    const { reach } = found.get(place) as Found;
    open = open.flatMap(({ first, last }) => {
      const next = endWithin(reach, last, gap, tokens);
      return next === undefined ? [] : [{ first, last: next }];
    });
  }
  return open;
}

function endWithin(
  reach: ReadonlyMap<number, number>,
  last: number,
  gap: number,
  tokens: readonly Token[],
): number | undefined {
  let cost = 0;
  for (let start = last + 1; cost <= gap && start < tokens.length; start++) {
    const { after } = tokens[start] as Token;
    if (after === '.' || after === '?') return undefined;
    if (after !== '') cost += PAUSE;
    const end = reach.get(start);
    if (end !== undefined && cost <= gap) return end;
    if (isTurn(tokens, start) || deniesWhatFollows(tokens, start)) return undefined;
    cost++;
  }
  return undefined;
}

/** "As though" and "even though" turn to nothing else. */
function isTurn(tokens: readonly Token[], place: number): boolean {
  return turns.has(tokens[place]?.word ?? '') && tokens[place - 1]?.word !== 'as';
}

function deniesWhatFollows(tokens: readonly Token[], place: number): boolean {
  if (!negators.has(tokens[place]?.word ?? '')) return false;
  if (/^(?:can|could|know)$/.test(tokens[place - 1]?.word ?? '')) return false;
  return !goesOn.test(`${tokens[place + 1]?.word ?? ''} ${tokens[place + 2]?.word ?? ''}`);
}
