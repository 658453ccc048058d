import { findDrug, type Knowledge } from '../knowledge.ts';

/** What is taken, by name: as the profile has it, or as it is spoken of in a text. */
export interface Taken {
  readonly classes: ReadonlySet<string>;
  /** All names and texts in plain words, for names that the list of medicines does not have. */
  readonly words: string;
}

export function takenMedicines(
  names: readonly string[],
  texts: readonly string[],
  knowledge: Pick<Knowledge, 'medications'>,
): Taken {
  const words = plain([...names, ...texts].join(' '));
  const spokenOf = knowledge.medications.filter(({ name, synonyms }) =>
    [name, ...synonyms].some((each) => words.includes(plain(each))),
  );
  const listed = names.flatMap((name) => findDrug(knowledge, name) ?? []);
  return { classes: new Set([...listed, ...spokenOf].map((drug) => drug.class)), words };
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
  return ofClass || (medicine.medicationNames ?? []).some((name) => words.includes(plain(name)));
}

function plain(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()} `;
}
