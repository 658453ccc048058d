import type { Finding } from '../domain/finding.ts';
import type { TimelineEvent } from '../domain/timeline.ts';
import type { GroundingContext } from './grounding-context.ts';
import { DRUG_STEMS, type Lexicon, listedMedications } from './lexicon.ts';
import { eventIds } from './mask.ts';
import { readNumbers } from './numbers.ts';
import { plainText } from './plain-text.ts';

/** Medications the packet does not hold: from the list of known drugs, or by the stem of the name. */
export function foreignMedications(text: string, context: GroundingContext, lexicon: Lexicon): string[] {
  const known = knownMedications(context);
  const lower = text.toLowerCase();
  const listed = listedMedications(lower, lexicon);
  const stemmed = [...lower.matchAll(DRUG_STEMS)].map(([word]) => word);
  return [...new Set([...listed, ...stemmed])].filter((name) => !known.includes(name));
}

const EVENT_WORDS =
  '(?:dos(?:e|age)|timing|time|change[ds]?|start(?:ed)?|stopp?ed|stop|new|switch(?:ed)?|added|since|after|before|following)';

/** A medication of the person's that none of the claims knows of may be named, but not as what happened. */
export function misplacedMedications(
  text: string,
  cited: readonly Finding[],
  context: GroundingContext,
): string[] {
  const ids = new Set(eventIds(cited));
  const told = context.timeline.filter(({ id }) => ids.has(id)).map(({ medication = '' }) => medication);
  const own = new Set(told.map((name) => plainText(name).toLowerCase()));
  const others = [
    ...context.timeline.flatMap(({ medication }) => medication ?? []),
    ...(context.profile.medications ?? []).map(({ name }) => name),
  ].filter((name) => !own.has(plainText(name).toLowerCase()));
  return [...new Set(others)].filter((name) => {
    const word = escaped(plainText(name));
    return new RegExp(
      `\\b${word}\\b[^.?]{0,25}\\b${EVENT_WORDS}\\b|\\b${EVENT_WORDS}\\b[^.?]{0,25}\\b${word}\\b`,
      'i',
    ).test(text);
  });
}

const WHAT_HAPPENED: readonly (readonly [string, TimelineEvent['kind']])[] = [
  [
    'dos(?:e|age) (?:was |has been )?(?:changed?|increased?|decreased?|reduced|raised|lowered|doubled|halved)',
    'medication-dose',
  ],
  ['tim(?:e|ing) (?:was |has been )?(?:changed?|moved)', 'medication-timing'],
  ['(?:was |has been )?started', 'medication-start'],
  ['(?:was |has been )?stopped', 'medication-stop'],
];

/** "Amlodipine dose changed (20 mg)" where it was its time that changed, or another dose it was changed to. */
export function mistoldMedications(
  text: string,
  cited: readonly Finding[],
  { timeline }: GroundingContext,
): string[] {
  const ids = new Set(eventIds(cited));
  const told = timeline.filter(({ id }) => ids.has(id));
  return [...new Set(told.flatMap(({ medication }) => medication ?? []))].flatMap((name) =>
    WHAT_HAPPENED.flatMap(([words, kind]) => {
      const pattern = new RegExp(
        `\\b${escaped(plainText(name))}(?:’s|'s)? ${words}\\b(?: \\(([^()]*)\\))?`,
        'gi',
      );
      const labels = told.filter((event) => event.medication === name && event.kind === kind);
      return [...text.matchAll(pattern)]
        .filter(([, detail]) => !labels.some(({ label }) => holdsNumbers(label, detail ?? '')))
        .map(([whole]) => whole);
    }),
  );
}

function holdsNumbers(label: string, detail: string): boolean {
  const known = readNumbers(plainText(label));
  return readNumbers(detail).every((told) =>
    known.some(({ value, unit }) => value === told.value && unit === told.unit),
  );
}

function knownMedications(context: GroundingContext): string {
  const ids = new Set(eventIds(context.findings));
  const labels = context.timeline.filter(({ id, kind }) => ids.has(id) || kind.startsWith('medication-'));
  const profile = context.profile.medications ?? [];
  return [...labels.map(({ label }) => label), ...profile.map(({ name }) => name)].join(' ').toLowerCase();
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const TITLED =
  /\b(?:Dr|Doctor|Prof|Professor|Nurse|Sister|Mr|Mrs|Ms|Miss)\.? ((?:\p{Lu}[\p{L}'’-]+ ?){1,3})/gu;

export function foreignClinicians(text: string, context: GroundingContext): string[] {
  const clinicians = [context.appointment, ...(context.profile.appointments ?? [])];
  const known = clinicians.map((entry) => entry?.clinician ?? '').join(' ');
  return [...text.matchAll(TITLED)]
    .filter(([, name = '']) => !name.split(' ').every((part) => known.includes(part)))
    .map(([whole]) => whole.trim());
}
