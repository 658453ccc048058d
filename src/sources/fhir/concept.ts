import { type Json, objectsAt, textAt } from './values.ts';

interface Coding {
  readonly system: string | undefined;
  readonly code: string | undefined;
  readonly display: string | undefined;
}

/** A CodeableConcept: what it says in words, and the codes that stand for it. */
export interface Concept {
  readonly text: string | undefined;
  readonly codings: readonly Coding[];
}

export function readConcept(concept: Json | undefined): Concept {
  if (concept === undefined) return { text: undefined, codings: [] };
  const codings = objectsAt(concept, 'coding').map((coding) => ({
    system: textAt(coding, 'system'),
    code: textAt(coding, 'code'),
    display: textAt(coding, 'display'),
  }));
  return { text: textAt(concept, 'text'), codings };
}

/** As somebody would call it. */
export function wordsOf({ text, codings }: Concept): string | undefined {
  return text ?? codings.find(({ display }) => display !== undefined)?.display;
}

export function hasCode({ codings }: Concept, codes: ReadonlySet<string>): boolean {
  return codings.some(({ code }) => code !== undefined && codes.has(code));
}

export function loincOf({ codings }: Concept): Coding[] {
  return codings.filter(
    ({ system }) => system === 'http://loinc.org' || system === 'urn:oid:2.16.840.1.113883.6.1',
  );
}
