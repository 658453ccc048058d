import type { ProfileEntryKind, ProfileSingleKind } from '../../src/domain/profile.ts';
import { canonicalJson, isRecord } from '../../src/shared/json.ts';

export interface ProfileEntry {
  readonly kind: ProfileEntryKind | ProfileSingleKind;
  readonly value: unknown;
}

const subjectFields: Record<ProfileEntry['kind'], readonly string[]> = {
  'birth-year': [],
  country: [],
  name: [],
  'prepared-by': [],
  condition: ['name'],
  allergy: ['name'],
  medication: ['name'],
  adherence: ['day', 'medication', 'time'],
  lab: ['day', 'analyte', 'time'],
  appointment: ['day', 'clinician'],
  event: ['day', 'kind', 'label'],
  cycle: ['day', 'kind'],
  note: ['day', 'author', 'text'],
  visit: ['day', 'clinician'],
  goal: ['metric'],
};

/** What an entry is about. A later entry on the same subject takes the place of the earlier one. */
export function subjectOf({ kind, value }: ProfileEntry): string {
  const fields = isRecord(value)
    ? subjectFields[kind].flatMap((field) =>
        value[field] === undefined ? [] : [String(value[field]).toLowerCase()],
      )
    : [];
  return canonicalJson([kind, ...fields]);
}

/** Two results of one analyte on one day are two entries, not a correction of each other. */
export function numberedSubject(about: string, occurrence: number): string {
  return `${about}#${occurrence}`;
}
