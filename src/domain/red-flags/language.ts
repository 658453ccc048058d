import { type Pattern, type Place, parsePattern, parsePlace } from './pattern.ts';
import type { RedFlagRule } from './rule-schema.ts';
import { spelledWords } from './spelled-words.ts';
import { type Speller, spellerFor } from './spelling.ts';

/** All that the rules say about words, ready for reading a text. */
export interface Language {
  readonly symptoms: readonly { readonly name: string; readonly patterns: readonly Pattern[] }[];
  /** The phrases of every place, by their first word. */
  readonly phrases: ReadonlyMap<
    string,
    readonly { readonly words: readonly string[]; readonly place: string }[]
  >;
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
  const written = Object.assign({}, ...rules.map((rule) => rule.symptoms ?? {})) as Record<string, string[]>;
  const named = new Set(rules.flatMap(({ trigger }) => symptomNames(trigger)));
  const symptoms = [...new Set([...named, ...Object.keys(written)])].map((name) => ({
    name,
    // A symptom that is not spelled out is looked for by its name.
    patterns: (written[name] ?? [name]).flatMap((pattern) => readable(pattern, name, problems)),
  }));
  const places = new Map<string, Place>();
  for (const text of symptoms.flatMap(({ patterns }) =>
    patterns.flatMap((each) => each.places.map((p) => p.place)),
  )) {
    const place = parsePlace(text, slots);
    if (place === undefined) problems.push(`"${text}" names a slot that no rule has`);
    else places.set(text, place);
  }
  const idioms = rules.flatMap(({ idioms: phrases = [] }) => phrases.map((phrase) => phrase.split(' ')));
  const vocabulary = new Set([...[...places.values()].flat(2), ...idioms.flat()]);
  return {
    language: {
      symptoms,
      phrases: byFirstWord([...places].flatMap(([place, all]) => all.map((words) => ({ words, place })))),
      idioms: new Map(
        [...byFirstWord(idioms.map((words) => ({ words })))].map(([first, all]) => [
          first,
          all.map(({ words }) => words),
        ]),
      ),
      spell: spellerFor(vocabulary, new Set([...spelledWords, ...alsoSpelled])),
    },
    problems,
  };
}

function symptomNames(trigger: RedFlagRule['trigger']): string[] {
  return [
    ...('words' in trigger ? trigger.words : []),
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

function byFirstWord<Phrase extends { readonly words: readonly string[] }>(
  phrases: readonly Phrase[],
): Map<string, Phrase[]> {
  const index = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    const first = phrase.words[0] as string;
    const known = index.get(first);
    if (known === undefined) index.set(first, [phrase]);
    else known.push(phrase);
  }
  return index;
}
