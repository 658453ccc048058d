import { coding, concept, type Element, type Entry, referenceTo } from './element.ts';
import { type Cast, type Scene, subjectOf } from './scene.ts';
import { hl7 } from './systems.ts';

export function conditionEntries({ dossier, entry }: Scene, cast: Cast): Entry[] {
  return dossier.profile.conditions.map(({ name, since }, index) =>
    entry(['condition', index], {
      resourceType: 'Condition',
      clinicalStatus: concept(undefined, coding(hl7('condition-clinical'), 'active')),
      category: [concept(undefined, coding(hl7('condition-category'), 'problem-list-item'))],
      code: concept(name),
      subject: subjectOf(cast),
      ...onsetOf(since),
      asserter: referenceTo(cast.patient),
    }),
  );
}

export function allergyEntries({ dossier, entry }: Scene, cast: Cast): Entry[] {
  return dossier.profile.allergies.map(({ name, reaction, since }, index) =>
    entry(['allergy', index], {
      resourceType: 'AllergyIntolerance',
      clinicalStatus: concept(undefined, coding(hl7('allergyintolerance-clinical'), 'active')),
      code: concept(name),
      patient: subjectOf(cast),
      ...onsetOf(since),
      asserter: referenceTo(cast.patient),
      reaction: reaction === undefined ? undefined : [{ manifestation: [concept(reaction)] }],
    }),
  );
}

const writtenDate = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

/** A year, a month or a day, as exact as it was told; what is none of them stays words. */
function onsetOf(since: string | undefined): Element {
  if (since === undefined) return {};
  return writtenDate.test(since) ? { onsetDateTime: since } : { onsetString: since };
}

export function problemLine({
  name,
  since,
}: {
  readonly name: string;
  readonly since?: string | undefined;
}): string {
  return since === undefined ? name : `${name}, since ${since}`;
}
