import type { Language } from './language.ts';
import type { Pattern } from './pattern.ts';
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

export function findSymptoms(tokens: readonly Token[], language: Language): Mention[] {
  const places = occurrences(tokens, language);
  return language.symptoms.flatMap(({ name, patterns }) =>
    patterns.flatMap((pattern) =>
      matches(pattern, places, tokens).map((found) => ({
        symptom: name,
        first: found.first,
        last: found.last,
      })),
    ),
  );
}

function occurrences(
  tokens: readonly Token[],
  { phrases }: Language,
): Map<string, Map<number, Occurrence[]>> {
  const found = new Map<string, Map<number, Occurrence[]>>();
  for (const [first, { word }] of tokens.entries()) {
    for (const { words, place } of phrases.get(word) ?? []) {
      if (!standsAt(tokens, first, words)) continue;
      const byStart = found.get(place) ?? new Map<number, Occurrence[]>();
      found.set(place, byStart);
      byStart.set(first, [...(byStart.get(first) ?? []), { first, last: first + words.length - 1 }]);
    }
  }
  return found;
}

export function standsAt(tokens: readonly Token[], first: number, words: readonly string[]): boolean {
  return words.every((word, offset) => {
    const token = tokens[first + offset];
    return token?.word === word && (offset === 0 || token.after === '');
  });
}

/** One for each way it can begin; gaps are bounded, so the work grows with the text and no faster. */
function matches(
  { places }: Pattern,
  found: ReadonlyMap<string, ReadonlyMap<number, readonly Occurrence[]>>,
  tokens: readonly Token[],
): Occurrence[] {
  const [head, ...rest] = places;
  if (head === undefined || rest.some(({ place }) => !found.has(place))) return [];
  let open = [...(found.get(head.place)?.values() ?? [])].flat();
  for (const { place, gap } of rest) {
    const byStart = found.get(place) as ReadonlyMap<number, readonly Occurrence[]>;
    open = open.flatMap(({ first, last }) => {
      const next = nextWithin(byStart, last, gap, tokens);
      return next === undefined ? [] : [{ first, last: next.last }];
    });
  }
  return open;
}

function nextWithin(
  byStart: ReadonlyMap<number, readonly Occurrence[]>,
  last: number,
  gap: number,
  tokens: readonly Token[],
): Occurrence | undefined {
  let cost = 0;
  for (let start = last + 1; cost <= gap && start < tokens.length; start++) {
    const { after } = tokens[start] as Token;
    if (after === '.' || after === '?') return undefined;
    if (after !== '') cost += PAUSE;
    const here = byStart.get(start)?.toSorted((left, right) => right.last - left.last)[0];
    if (here !== undefined && cost <= gap) return here;
    if (turns.has(tokens[start]?.word ?? '') || deniesWhatFollows(tokens, start)) return undefined;
    cost++;
  }
  return undefined;
}

function deniesWhatFollows(tokens: readonly Token[], place: number): boolean {
  if (!negators.has(tokens[place]?.word ?? '')) return false;
  if (/^(?:can|could|know)$/.test(tokens[place - 1]?.word ?? '')) return false;
  return !goesOn.test(`${tokens[place + 1]?.word ?? ''} ${tokens[place + 2]?.word ?? ''}`);
}
