import type { Page, RoundPage } from '../../src/domain/page.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { PageTable } from '../schema/page.ts';
import type { Transaction } from '../transaction.ts';
import type { Person } from './person-store.ts';

export type PageStore = ReturnType<typeof createPageStore>;

const place = (roundId: string): Place => ({ table: 'page', column: 'body', row: roundId });

export function createPageStore(db: Database, clock: Clock) {
  return {
    /** A page that is put together again, because a specialist spoke late, takes the place of the first. */
    async put(transaction: Transaction, person: Person, roundId: string, page: Page): Promise<void> {
      const written = {
        recorded_at: clock.now().toISOString(),
        body: person.vault.seal(place(roundId), page),
      };
      await transaction
        .insertInto('page')
        .values({ round_id: roundId, person_id: person.id, as_of: page.asOf, ...written })
        .onConflict((conflict) => conflict.column('round_id').doUpdateSet(written))
        .execute();
    },

    async find(person: Person, roundId: string): Promise<Page | undefined> {
      const row = await db
        .selectFrom('page')
        .select('body')
        .where('round_id', '=', roundId)
        .where('person_id', '=', person.id)
        .executeTakeFirst();
      return row && person.vault.open(place(roundId), row.body);
    },

    /** The newest page, or the newest one for a day. */
    async findLatest(person: Person, asOf?: Day): Promise<Page | undefined> {
      let query = db.selectFrom('page').select(['round_id', 'body']).where('person_id', '=', person.id);
      if (asOf !== undefined) query = query.where('as_of', '=', asOf);
      const row = await query.orderBy('as_of', 'desc').orderBy('recorded_at', 'desc').executeTakeFirst();
      return row && person.vault.open(place(row.round_id), row.body);
    },
    ...pagesByDay(db),
  };
}

function pagesByDay(db: Database) {
  const rowsOf = (person: Person) =>
    db.selectFrom('page').select(['round_id', 'as_of', 'body']).where('person_id', '=', person.id);
  const open = (person: Person, row: Pick<PageTable, 'round_id' | 'body'>): RoundPage => ({
    roundId: row.round_id,
    page: person.vault.open(place(row.round_id), row.body),
  });
  return {
    /** The newest page of each day from `from` to `to`, in the order of the days. */
    async listBetween(person: Person, from: Day, to: Day): Promise<RoundPage[]> {
      const rows = await rowsOf(person)
        .where('as_of', '>=', from)
        .where('as_of', '<=', to)
        .orderBy('as_of')
        .orderBy('recorded_at')
        .execute();
      const newest = new Map(rows.map((row) => [row.as_of, row]));
      return [...newest.values()].map((row) => open(person, row));
    },

    /** The newest page of the last day before this one that has any. */
    async findBefore(person: Person, day: Day): Promise<RoundPage | undefined> {
      const row = await rowsOf(person)
        .where('as_of', '<', day)
        .orderBy('as_of', 'desc')
        .orderBy('recorded_at', 'desc')
        .executeTakeFirst();
      return row && open(person, row);
    },
  };
}
