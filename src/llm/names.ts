import type { GroundingContext } from './grounding-context.ts';
import { DRUG_STEMS, type Lexicon } from './lexicon.ts';
import { eventIds } from './mask.ts';

/** Medications the packet does not hold: from the list of known drugs, or by the stem of the name. */
export function foreignMedications(text: string, context: GroundingContext, lexicon: Lexicon): string[] {
  const known = knownMedications(context);
  const lower = text.toLowerCase();
  const listed = lexicon.medications.filter((name) =>
    new RegExp(`\\b${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`).test(lower),
  );
  const stemmed = [...lower.matchAll(DRUG_STEMS)].map(([word]) => word);
  return [...new Set([...listed, ...stemmed])].filter((name) => !known.includes(name));
}

function knownMedications(context: GroundingContext): string {
  const ids = new Set(eventIds(context.findings));
  const labels = context.timeline.filter(({ id, kind }) => ids.has(id) || kind.startsWith('medication-'));
  const profile = context.profile.medications ?? [];
  return [...labels.map(({ label }) => label), ...profile.map(({ name }) => name)].join(' ').toLowerCase();
}

const TITLED = /\b(?:Dr|Doctor|Prof|Professor|Nurse)\.? ((?:\p{Lu}[\p{L}'’-]+ ?){1,3})/gu;

export function foreignClinicians(text: string, context: GroundingContext): string[] {
  const clinicians = [context.appointment, ...(context.profile.appointments ?? [])];
  const known = clinicians.map((entry) => entry?.clinician ?? '').join(' ');
  return [...text.matchAll(TITLED)]
    .filter(([, name = '']) => !name.split(' ').every((part) => known.includes(part)))
    .map(([whole]) => whole.trim());
}
