import { coding, concept, referenceTo, words } from './element.ts';
import type { Cast, Scene } from './scene.ts';
import { hl7 } from './systems.ts';

/** The person by the name they chose; of their age the year alone is known. */
export function castOf({ dossier: { page, profile }, entry }: Scene): Cast {
  const patient = entry(['patient'], {
    resourceType: 'Patient',
    name: [{ text: words(page.record?.name ?? profile.displayName ?? page.person) }],
    birthDate: profile.birthYear === undefined ? undefined : String(profile.birthYear),
  });
  const related = (part: string, relationship: string, name: string | undefined) =>
    entry([part], {
      resourceType: 'RelatedPerson',
      patient: referenceTo(patient),
      relationship: [concept(relationship)],
      name: name === undefined ? undefined : [{ text: words(name) }],
    });
  const device = (part: string, name: string, version?: string) =>
    entry([part], {
      resourceType: 'Device',
      deviceName: [{ name, type: 'user-friendly-name' }],
      type: concept(name),
      version: version === undefined ? undefined : [{ value: words(version) }],
      patient: part === 'software' ? undefined : referenceTo(patient),
    });
  const preparedBy = page.record?.preparedBy ?? profile.preparedBy;
  return {
    patient,
    caregiver: related('caregiver', 'caregiver', undefined),
    preparer: preparedBy === undefined ? undefined : related('preparer', 'prepared the record', preparedBy),
    ring: device('ring', 'consumer ring'),
    otherDevice: device('apple-health', 'device of Apple Health'),
    software: device('software', 'rounds', page.version),
  };
}

export const observationCategory = (code: string) => [
  concept(undefined, coding(hl7('observation-category'), code)),
];
