import { type CheckIn, type Reporter, saysSomething } from '../../src/domain/check-in.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import { canonicalJson } from '../../src/shared/json.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { CheckInTable } from '../schema/check-in.ts';
import { type Transaction, withPersonLocked } from '../transaction.ts';
import type { Person } from './person-store.ts';

export type CheckInStore = ReturnType<typeof createCheckInStore>;

export interface CheckInKey {
  readonly day: Day;
  readonly reporter: Reporter;
}

/** A check-in as it was told at one time; the one with the highest revision is in force. */
export interface CheckInRevision extends CheckIn {
  readonly revision: number;
  readonly recordedAt: string;
}

const place = (day: string, reporter: string, revision: number): Place => ({
  table: 'check_in',
  column: 'body',
  row: JSON.stringify([day, reporter, revision]),
});
const keyOf = ({ day, reporter }: { readonly day: string; readonly reporter: string }): string =>
  JSON.stringify([day, reporter]);

export function createCheckInStore(db: Database, clock: Clock) {
  const rowsBetween = (person: Person, from: Day, to: Day) =>
    db
      .selectFrom('check_in')
      .selectAll()
      .where('person_id', '=', person.id)
      .where('day', '>=', from)
      .where('day', '<=', to);

  return {
    /** One a day and reporter; an edited one is a new revision. Returns which are new or changed. */
    upsert(person: Person, checkIns: readonly CheckIn[]): Promise<CheckInKey[]> {
      return withPersonLocked(db, person, async (transaction) => {
        const known = await latestRevisions(transaction, person);
        const changed = new Map<string, CheckInKey>();
        for (const { day, reporter, ...answers } of checkIns) {
          const key = keyOf({ day, reporter });
          const digest = person.vault.digest(canonicalJson({ day, ...answers }));
          const before = known.get(key);
          if (before?.digest === digest) continue;
          const revision = (before?.revision ?? 0) + 1;
          await transaction
            .insertInto('check_in')
            .values({
              person_id: person.id,
              day,
              reporter,
              revision,
              digest,
              recorded_at: clock.now().toISOString(),
              body: person.vault.seal(place(day, reporter, revision), answers),
            })
            .execute();
          known.set(key, { revision, digest });
          changed.set(key, { day, reporter });
        }
        return [...changed.values()];
      });
    },

    async hasChangedSince(person: Person, instant: string): Promise<boolean> {
      const row = await db
        .selectFrom('check_in')
        .select('day')
        .where('person_id', '=', person.id)
        .where('recorded_at', '>', instant)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /**
     * What is in force, by day, the person's own first; what was withdrawn is not in it. With `knownAt`, an instant, what
     * was in force then.
     */
    async list(
      person: Person,
      from: Day,
      to: Day,
      { knownAt }: { readonly knownAt?: string } = {},
    ): Promise<CheckInRevision[]> {
      const all = rowsBetween(person, from, to);
      const rows = await (knownAt === undefined ? all : all.where('recorded_at', '<=', knownAt))
        .orderBy('day')
        .orderBy('reporter', 'desc')
        .orderBy('revision')
        .execute();
      const latest = new Map(rows.map((row) => [keyOf(row), row]));
      return [...latest.values()].map((row) => open(person, row)).filter(saysSomething);
    },

    /** What one reporter said last of a day, a withdrawal as well. */
    async find(person: Person, { day, reporter }: CheckInKey): Promise<CheckInRevision | undefined> {
      const row = await rowsBetween(person, day, day)
        .where('reporter', '=', reporter)
        .orderBy('revision', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && open(person, row);
    },

    /** Every revision there is, by day, the person's own first. */
    async listRevisions(person: Person): Promise<CheckInRevision[]> {
      const rows = await db
        .selectFrom('check_in')
        .selectAll()
        .where('person_id', '=', person.id)
        .orderBy('day')
        .orderBy('reporter', 'desc')
        .orderBy('revision')
        .execute();
      return rows.map((row) => open(person, row));
    },

    /** Everything that was ever said of a day, in the order in which it was recorded. */
    async history(person: Person, day: Day): Promise<CheckInRevision[]> {
      const rows = await rowsBetween(person, day, day)
        .orderBy('recorded_at')
        .orderBy('reporter', 'desc')
        .orderBy('revision')
        .execute();
      return rows.map((row) => open(person, row));
    },
  };
}

function open(person: Person, row: CheckInTable): CheckInRevision {
  const { day, reporter, revision } = row;
  const answers = person.vault.open(place(day, reporter, revision), row.body);
  return { ...answers, day: day as Day, reporter, revision, recordedAt: row.recorded_at };
}

async function latestRevisions(
  transaction: Transaction,
  person: Person,
): Promise<Map<string, { readonly revision: number; readonly digest: string }>> {
  const rows = await transaction
    .selectFrom('check_in')
    .select(['day', 'reporter', 'revision', 'digest'])
    .where('person_id', '=', person.id)
    .orderBy('revision')
    .execute();
  return new Map(rows.map((row) => [keyOf(row), row]));
}
