import { findDrug, type Knowledge } from '../knowledge.ts';

/** What is taken, by name: as the profile has it, or as it is spoken of in a text. */
export interface Taken {
  readonly classes: ReadonlySet<string>;
  /** All names and texts in plain words, for names that the list of medicines does not have. */
  readonly words: string;
}

/** Reads what is taken by what is written on a day, beside what the profile has by name. */
export function medicineReader(
  names: readonly string[],
  knowledge: Pick<Knowledge, 'medications'>,
): (texts: readonly string[]) => Taken {
  const listed = names.flatMap((name) => findDrug(knowledge, name)?.class ?? []);
  const known = namedIn(knowledge.medications);
  return (texts) => {
    const words = plain([...names, ...texts].join(' '));
    const spokenOf = [...new Set(words.split(' '))].flatMap((word) => known.get(word) ?? []);
    const classes = spokenOf.filter(({ name }) => words.includes(name)).map((drug) => drug.class);
    return { classes: new Set([...listed, ...classes]), words };
  };
}

interface Named {
  readonly name: string;
  readonly class: string;
}

const drugNames = new WeakMap<Knowledge['medications'], ReadonlyMap<string, readonly Named[]>>();

/** Every name by its first word. */
function namedIn(medications: Knowledge['medications']): ReadonlyMap<string, readonly Named[]> {
  const known = drugNames.get(medications);
  if (known !== undefined) return known;
  const names = new Map<string, Named[]>();
  for (const drug of medications) {
    for (const name of [drug.name, ...drug.synonyms].map(plain)) {
      const first = name.split(' ')[1] ?? '';
      names.set(first, [...(names.get(first) ?? []), { name, class: drug.class }]);
    }
  }
  drugNames.set(medications, names);
  return names;
}

/** A class with an addition of its own ("beta blocker (with alpha blockade)") is one of the class. */
export function isTaken(
  medicine: {
    readonly medicationClass: readonly string[];
    readonly medicationNames?: readonly string[] | undefined;
  },
  { classes, words }: Taken,
): boolean {
  const ofClass = medicine.medicationClass.some((name) =>
    [...classes].some((own) => own === name || own.startsWith(`${name} (`)),
  );
  return ofClass || plainNames(medicine.medicationNames ?? []).some((name) => words.includes(name));
}

/** The rules' own lists, asked for on every day that is read. */
const plainOf = new WeakMap<readonly string[], readonly string[]>();

function plainNames(names: readonly string[]): readonly string[] {
  const known = plainOf.get(names) ?? names.map(plain);
  plainOf.set(names, known);
  return known;
}

function plain(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()} `;
}
