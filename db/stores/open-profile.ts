import {
  type Allergy,
  type Appointment,
  type Condition,
  type CycleEntry,
  type DoseTaken,
  emptyProfile,
  type Goal,
  type Lab,
  type LifeEvent,
  type Medication,
  type Note,
  type Profile,
  type ProfileSingleKind,
  profileSingleKinds,
  profileSingles,
  type Visit,
} from '../../src/domain/profile.ts';
import { canonicalJson } from '../../src/shared/json.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { ProfileEntryTable } from '../schema/profile-entry.ts';
import type { Person } from './person-store.ts';
import { type ProfileEntry, subjectOf } from './profile-subject.ts';

export const bodyPlace = (id: string): Place => ({ table: 'profile_entry', column: 'body', row: id });

type SealedRow = Pick<ProfileEntryTable, 'id' | 'kind' | 'body'>;

export function profileFrom(person: Person, rows: readonly SealedRow[]): Profile {
  const values = (kind: ProfileEntry['kind']): unknown[] => {
    const ofKind = rows.filter((row) => row.kind === kind);
    return openInOrder(person, ofKind).map(({ value }) => value);
  };
  const single = (kind: ProfileSingleKind) => {
    const [value] = values(kind);
    return value === undefined ? {} : { [profileSingles[kind]]: value };
  };
  return {
    ...emptyProfile,
    ...Object.assign({}, ...profileSingleKinds.map(single)),
    conditions: values('condition') as Condition[],
    allergies: values('allergy') as Allergy[],
    medications: values('medication') as Medication[],
    adherence: values('adherence') as DoseTaken[],
    labs: values('lab') as Lab[],
    appointments: values('appointment') as Appointment[],
    events: values('event') as LifeEvent[],
    cycle: values('cycle') as CycleEntry[],
    notes: values('note') as Note[],
    visits: values('visit') as Visit[],
    goals: values('goal') as Goal[],
  };
}

/** By what each is about and says: an order that does not depend on when or in which order it was written. */
export function openInOrder<Row extends SealedRow>(
  person: Person,
  rows: readonly Row[],
): { readonly row: Row; readonly value: unknown }[] {
  return rows
    .map((row) => {
      const value = person.vault.open(bodyPlace(row.id), row.body);
      return { row, value, key: subjectOf({ kind: row.kind, value }) + canonicalJson(value) };
    })
    .sort((left, right) => (left.key < right.key ? -1 : 1));
}
