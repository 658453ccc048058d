/** What codes are taken from. The ones of rounds are described in docs/fhir.md. */
export const LOINC = 'http://loinc.org';
export const UCUM = 'http://unitsofmeasure.org';
const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem';

export const hl7 = (name: string): string => `${TERMINOLOGY}/${name}`;
export const own = (
  name: 'metric' | 'finding' | 'finding-part' | 'section' | 'category' | 'data-hash',
): string => `urn:rounds:${name}`;
