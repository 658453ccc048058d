import type { CheckIn } from '../../src/domain/check-in.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import { canonicalJson } from '../../src/shared/json.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import { type Transaction, withPersonLocked } from '../transaction.ts';
import type { Person } from './person-store.ts';

export type CheckInStore = ReturnType<typeof createCheckInStore>;

const place = (day: string, reporter: string, revision: number): Place => ({
  table: 'check_in',
  column: 'body',
  row: JSON.stringify([day, reporter, revision]),
});

export function createCheckInStore(db: Database, clock: Clock) {
  return {
    /** One a day and reporter; an edited one is a new revision. Returns the days that are new or changed. */
    upsert(person: Person, checkIns: readonly CheckIn[], reporter = 'self'): Promise<Day[]> {
      return withPersonLocked(db, person, async (transaction) => {
        const known = await latestRevisions(transaction, person, reporter);
        const changed = new Set<Day>();
        for (const checkIn of checkIns) {
          const digest = person.vault.digest(canonicalJson(checkIn));
          const before = known.get(checkIn.day);
          if (before?.digest === digest) continue;
          const revision = (before?.revision ?? 0) + 1;
          await transaction
            .insertInto('check_in')
            .values({
              person_id: person.id,
              day: checkIn.day,
              reporter,
              revision,
              digest,
              recorded_at: clock.now().toISOString(),
              body: person.vault.seal(place(checkIn.day, reporter, revision), checkIn),
            })
            .execute();
          known.set(checkIn.day, { revision, digest });
          changed.add(checkIn.day);
        }
        return [...changed];
      });
    },

    /** The latest word for each day. */
    async list(person: Person, from: Day, to: Day): Promise<CheckIn[]> {
      const rows = await db
        .selectFrom('check_in')
        .selectAll()
        .where('person_id', '=', person.id)
        .where('day', '>=', from)
        .where('day', '<=', to)
        .orderBy('day')
        .orderBy('revision')
        .execute();
      const latest = new Map(rows.map((row) => [JSON.stringify([row.day, row.reporter]), row]));
      return [...latest.values()].map((row) =>
        person.vault.open(place(row.day, row.reporter, row.revision), row.body),
      );
    },
  };
}

async function latestRevisions(
  transaction: Transaction,
  person: Person,
  reporter: string,
): Promise<Map<string, { readonly revision: number; readonly digest: string }>> {
  const rows = await transaction
    .selectFrom('check_in')
    .select(['day', 'revision', 'digest'])
    .where('person_id', '=', person.id)
    .where('reporter', '=', reporter)
    .orderBy('revision')
    .execute();
  return new Map(rows.map((row) => [row.day, row]));
}
