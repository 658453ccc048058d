import {
  type Appointment,
  type Condition,
  emptyProfile,
  type Lab,
  type LifeEvent,
  type Medication,
  type Note,
  type Profile,
  type ProfileEntryKind,
} from '../../src/domain/profile.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { newId } from '../../src/shared/ids.ts';
import { canonicalJson, isRecord } from '../../src/shared/json.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { Person } from './person-store.ts';

export type ProfileStore = ReturnType<typeof createProfileStore>;

export interface ProfileEntry {
  readonly kind: ProfileEntryKind | 'birth-year';
  readonly value: unknown;
}

const place = (id: string): Place => ({ table: 'profile_entry', column: 'body', row: id });

/** What an entry is about. A later entry on the same subject takes the place of the earlier one. */
const subjectFields: Record<ProfileEntry['kind'], readonly string[]> = {
  'birth-year': [],
  condition: ['name'],
  medication: ['name'],
  lab: ['day', 'analyte'],
  appointment: ['day', 'clinician'],
  event: ['day', 'kind', 'label'],
  note: ['day', 'author', 'text'],
};

function subjectOf({ kind, value }: ProfileEntry): string {
  const fields = isRecord(value)
    ? subjectFields[kind].map((field) => String(value[field]).toLowerCase())
    : [];
  return canonicalJson([kind, ...fields]);
}

function dayOf(value: unknown): string | null {
  return isRecord(value) && typeof value.day === 'string' ? value.day : null;
}

export function createProfileStore(db: Database, clock: Clock) {
  return {
    /** Returns how many entries are new or changed; what is there already, word for word, is left alone. */
    async upsert(person: Person, entries: readonly ProfileEntry[]): Promise<number> {
      const rows = await db
        .selectFrom('profile_entry')
        .select(['id', 'subject', 'digest'])
        .where('person_id', '=', person.id)
        .where('superseded_at', 'is', null)
        .execute();
      const current = new Map(rows.map((row) => [row.subject, row]));
      let changed = 0;
      for (const entry of entries) {
        const subject = person.vault.digest(subjectOf(entry));
        const digest = person.vault.digest(canonicalJson(entry.value));
        const before = current.get(subject);
        if (before?.digest === digest) continue;
        const now = clock.now().toISOString();
        const id = newId();
        if (before !== undefined) {
          await db
            .updateTable('profile_entry')
            .set({ superseded_at: now })
            .where('id', '=', before.id)
            .execute();
        }
        await db
          .insertInto('profile_entry')
          .values({
            id,
            person_id: person.id,
            kind: entry.kind,
            subject,
            day: dayOf(entry.value),
            digest,
            recorded_at: now,
            superseded_at: null,
            body: person.vault.seal<unknown>(place(id), entry.value),
          })
          .execute();
        current.set(subject, { id, subject, digest });
        changed += 1;
      }
      return changed;
    },

    async get(person: Person): Promise<Profile> {
      const rows = await db
        .selectFrom('profile_entry')
        .select(['id', 'kind', 'body'])
        .where('person_id', '=', person.id)
        .where('superseded_at', 'is', null)
        .orderBy('recorded_at')
        .orderBy('day')
        .orderBy('id')
        .execute();
      const values = (kind: ProfileEntry['kind']): unknown[] =>
        rows.filter((row) => row.kind === kind).map((row) => person.vault.open(place(row.id), row.body));
      const [birthYear] = values('birth-year');
      return {
        ...emptyProfile,
        ...(typeof birthYear === 'number' ? { birthYear } : {}),
        conditions: values('condition') as Condition[],
        medications: values('medication') as Medication[],
        labs: values('lab') as Lab[],
        appointments: values('appointment') as Appointment[],
        events: values('event') as LifeEvent[],
        notes: values('note') as Note[],
      };
    },
  };
}
