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
import { type Transaction, withPersonLocked } from '../transaction.ts';
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
    upsert(person: Person, entries: readonly ProfileEntry[]): Promise<number> {
      return withPersonLocked(db, person, async (transaction) => {
        const current = await currentEntries(transaction, person);
        const occurrences = new Map<string, number>();
        const now = clock.now().toISOString();
        let changed = 0;
        for (const entry of entries) {
          // Two results of one analyte on one day are two entries, not a correction of each other.
          const about = subjectOf(entry);
          const occurrence = (occurrences.get(about) ?? 0) + 1;
          occurrences.set(about, occurrence);
          const subject = person.vault.digest(`${about}#${occurrence}`);
          const digest = person.vault.digest(canonicalJson(entry.value));
          const before = current.get(subject);
          if (before?.digest === digest) continue;
          if (before !== undefined) await supersede(transaction, before.id, now);
          const id = newId();
          await transaction
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
          changed += 1;
        }
        return changed;
      });
    },

    /** By day and name, however and in whatever order it was written down: the same profile always reads the same. */
    async get(person: Person): Promise<Profile> {
      const rows = await db
        .selectFrom('profile_entry')
        .select(['id', 'kind', 'body'])
        .where('person_id', '=', person.id)
        .where('superseded_at', 'is', null)
        .execute();
      const values = (kind: ProfileEntry['kind']): unknown[] => {
        const opened = rows
          .filter((row) => row.kind === kind)
          .map((row) => person.vault.open(place(row.id), row.body));
        const keys = new Map(
          opened.map((value) => [value, subjectOf({ kind, value }) + canonicalJson(value)]),
        );
        return opened.sort((left, right) => ((keys.get(left) ?? '') < (keys.get(right) ?? '') ? -1 : 1));
      };
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

async function currentEntries(
  transaction: Transaction,
  person: Person,
): Promise<Map<string, { readonly id: string; readonly digest: string }>> {
  const rows = await transaction
    .selectFrom('profile_entry')
    .select(['id', 'subject', 'digest'])
    .where('person_id', '=', person.id)
    .where('superseded_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.subject, row]));
}

async function supersede(transaction: Transaction, id: string, at: string): Promise<void> {
  await transaction.updateTable('profile_entry').set({ superseded_at: at }).where('id', '=', id).execute();
}
