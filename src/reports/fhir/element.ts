/** A part of a FHIR resource; what is undefined is left out when it is written. */
export interface Element {
  readonly [field: string]: ElementValue | undefined;
}
type ElementValue = string | number | boolean | Element | readonly Element[] | readonly string[];

export interface Resource extends Element {
  readonly resourceType: string;
}

export interface Entry {
  readonly fullUrl: string;
  readonly resource: Resource;
}

export interface Coding extends Element {
  readonly system: string;
  readonly code: string;
  readonly display?: string | undefined;
}

export function concept(text: string | undefined, ...codings: readonly Coding[]): Element {
  return { coding: someOf(codings), text: text === undefined ? undefined : words(text) };
}

export function coding(system: string, code: string, display?: string): Coding {
  return { system, code, display };
}

export function referenceTo({ fullUrl }: Entry): Element {
  return { reference: fullUrl };
}

/** FHIR knows no empty lists. */
export function someOf<Part>(list: readonly Part[]): readonly Part[] | undefined {
  return list.length === 0 ? undefined : list;
}

const noText = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu;
const otherSpaces = /[^\S \t\r\n]/gu;
const unpaired = /\p{Cs}/gu;

/** As FHIR and XML can hold it: no control characters, no halves of characters, and no string without a letter. */
export function words(text: string): string {
  const clean = text.replace(unpaired, '\ufffd').replace(noText, '').replace(otherSpaces, ' ').trim();
  return clean === '' ? 'not readable' : clean;
}
