import type { Profile } from '../../src/domain/profile.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { InputError } from '../../src/shared/errors.ts';
import { newId } from '../../src/shared/ids.ts';
import { canonicalJson, isRecord } from '../../src/shared/json.ts';
import type { Database } from '../database.ts';
import { type Transaction, withPersonLocked } from '../transaction.ts';
import { type CurrentEntry, currentEntries, sameSubject, whatIsNew } from './current-profile.ts';
import { bodyPlace, openInOrder, profileFrom } from './open-profile.ts';
import type { Person } from './person-store.ts';
import { type ProfileEntry, subjectOf } from './profile-subject.ts';

export type ProfileStore = ReturnType<typeof createProfileStore>;

/** One version of an entry: what was written, and from when to when it was what the record said. */
export interface ProfileVersion {
  readonly value: unknown;
  readonly recordedAt: string;
  /** Undefined for what still stands. */
  readonly supersededAt: string | undefined;
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
        const now = clock.now().toISOString();
        const fresh = whatIsNew(person, current, entries);
        for (const { entry, digest, subject, before } of fresh) {
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
              body: person.vault.seal<unknown>(bodyPlace(id), entry.value),
            })
            .execute();
        }
        return fresh.length;
      });
    },

    /**
     * Takes an entry, given as `get` gives it, out of the profile; what was known before stays known as of then.
     * Returns whether it was there.
     */
    withdraw(person: Person, entry: ProfileEntry): Promise<boolean> {
      return withPersonLocked(db, person, async (transaction) => {
        const rows = sameSubject(person, await currentEntries(transaction, person), subjectOf(entry));
        const digest = person.vault.digest(canonicalJson(entry.value));
        const at = rows.findIndex((row) => row.digest === digest);
        if (at === -1) return false;
        await supersede(transaction, (rows[at] as CurrentEntry).id, clock.now().toISOString());
        // Those behind move up: counted from one without a gap, they are found again when they are told again.
        for (let index = at + 1; index < rows.length; index++) {
          const subject = (rows[index - 1] as CurrentEntry).subject;
          const { id } = rows[index] as CurrentEntry;
          await transaction.updateTable('profile_entry').set({ subject }).where('id', '=', id).execute();
        }
        return true;
      });
    },

    /**
     * By day and name, however and in whatever order it was written down: the same profile always reads the same.
     * With `knownAt`, an instant, as the record stood then.
     */
    async get(person: Person, { knownAt }: { readonly knownAt?: string } = {}): Promise<Profile> {
      const all = db
        .selectFrom('profile_entry')
        .select(['id', 'kind', 'body'])
        .where('person_id', '=', person.id);
      const instant = knownAt === undefined ? undefined : instantOf(knownAt);
      const known =
        instant === undefined
          ? all.where('superseded_at', 'is', null)
          : all
              .where('recorded_at', '<=', instant)
              .where((is) => is.or([is('superseded_at', 'is', null), is('superseded_at', '>', instant)]));
      return profileFrom(person, await known.execute());
    },

    /** Whether anything was entered, changed or withdrawn after an instant. */
    async hasChangedSince(person: Person, text: string): Promise<boolean> {
      const instant = instantOf(text);
      const row = await db
        .selectFrom('profile_entry')
        .select('id')
        .where('person_id', '=', person.id)
        .where((is) => is.or([is('recorded_at', '>', instant), is('superseded_at', '>', instant)]))
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Every version of every entry of a kind, in the order they were recorded. */
    async history(person: Person, kind: ProfileEntry['kind']): Promise<ProfileVersion[]> {
      const rows = await db
        .selectFrom('profile_entry')
        .select(['id', 'kind', 'body', 'recorded_at', 'superseded_at'])
        .where('person_id', '=', person.id)
        .where('kind', '=', kind)
        .execute();
      return openInOrder(person, rows)
        .map(({ row, value }) => ({
          value,
          recordedAt: row.recorded_at,
          supersededAt: row.superseded_at ?? undefined,
        }))
        .sort((left, right) =>
          left.recordedAt < right.recordedAt ? -1 : left.recordedAt > right.recordedAt ? 1 : 0,
        );
    },
  };
}

/** Instants are compared as text, so they have to be written as the clock writes them. */
function instantOf(text: string): string {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) {
    throw new InputError('An instant is written like 2026-03-20T06:00:00Z.');
  }
  return new Date(milliseconds).toISOString();
}

async function supersede(transaction: Transaction, id: string, at: string): Promise<void> {
  await transaction.updateTable('profile_entry').set({ superseded_at: at }).where('id', '=', id).execute();
}
