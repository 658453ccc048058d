import type { ProfileEntry } from '../../db/stores/profile-subject.ts';
import {
  type Profile,
  type ProfileEntryKind,
  profileEntryKinds,
  profileLists,
  profileSingleKinds,
  profileSingles,
} from '../domain/profile.ts';
import { InputError } from '../shared/errors.ts';
import { canonicalJson, isRecord } from '../shared/json.ts';

export type ProfileKind = ProfileEntry['kind'];

/** What an entry is called by; further words of it tell those apart that are called the same. */
const namedBy: Record<ProfileKind, readonly string[]> = {
  'birth-year': [],
  country: [],
  name: [],
  'prepared-by': [],
  condition: ['name'],
  allergy: ['name'],
  medication: ['name'],
  adherence: ['day', 'medication'],
  lab: ['day', 'analyte'],
  appointment: ['day', 'clinician'],
  event: ['day', 'kind'],
  cycle: ['day', 'kind'],
  note: ['day'],
  visit: ['day', 'clinician'],
  goal: ['metric'],
};

const kinds: readonly ProfileKind[] = [...profileEntryKinds, ...profileSingleKinds];

/** The word is not repeated: where a kind is expected, the name of an illness may have been typed. */
export function requireKind(word: string | undefined): ProfileKind {
  const kind = kinds.find((one) => one === word);
  if (kind !== undefined) return kind;
  throw new InputError(`An entry is of one of these kinds: ${kinds.join(', ')}.`);
}

/** How entries of a kind are called, for somebody who called one that is not there. */
export function howToName(kind: ProfileKind): string {
  const fields = namedBy[kind];
  return fields.length === 0 ? '' : ` It is called by its ${fields.join(' and ')}.`;
}

/** The entries of a kind that the words call, each content once: an exact name stands before a longer one. */
export function entriesCalled(
  profile: Profile,
  kind: ProfileKind,
  words: readonly string[],
): readonly ProfileEntry[] {
  const called = plain(words);
  const all = valuesOf(profile, kind).map((value) => ({
    entry: { kind, value },
    name: plain(isRecord(value) ? namedBy[kind].map((field) => value[field]) : []),
    everything: ` ${plain(leaves(value))} `,
  }));
  const exact = all.filter(({ name }) => name === called);
  const narrowed = all.filter(
    ({ name, everything }) =>
      called.startsWith(`${name} `) && everything.includes(` ${called.slice(name.length).trim()} `),
  );
  const entries = (exact.length > 0 ? exact : narrowed).map(({ entry }) => entry);
  return [...new Map(entries.map((entry) => [canonicalJson(entry.value), entry])).values()];
}

function valuesOf(profile: Profile, kind: ProfileKind): readonly unknown[] {
  const single = profileSingleKinds.find((one) => one === kind);
  if (single === undefined) return profile[profileLists[kind as ProfileEntryKind]];
  const value = profile[profileSingles[single]];
  return value === undefined ? [] : [value];
}

function plain(parts: readonly unknown[]): string {
  return parts.join(' ').replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}

function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}
