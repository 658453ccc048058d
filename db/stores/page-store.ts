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
  const latestRound = (person: Person, asOf?: Day): Promise<RoundPage | undefined> => {
    const all = standing(db, person);
    return newestOf(person, asOf === undefined ? all : all.where('page.as_of', '=', asOf));
  };

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
      return (await latestRound(person, asOf))?.page;
    },

    findLatestRound: latestRound,

    /** The page of the round that has this slot. */
    async findForSlot(person: Person, slot: string): Promise<Page | undefined> {
      return (await newestOf(person, standing(db, person).where('round.slot', '=', slot)))?.page;
    },
    ...pagesByDay(db),
  };
}

/** Pages as they were made when it was their turn: those of a look back are compared with them, and stand nowhere. */
function standing(db: Database, person: Person) {
  return db
    .selectFrom('page')
    .innerJoin('round', 'round.id', 'page.round_id')
    .select(['page.round_id', 'page.as_of', 'page.body'])
    .where('page.person_id', '=', person.id)
    .where('round.slot', 'not like', 'reanalysis:%');
}

type PageRow = Pick<PageTable, 'round_id' | 'body'>;

function open(person: Person, row: PageRow): RoundPage {
  return { roundId: row.round_id, page: person.vault.open(place(row.round_id), row.body) };
}

/** Only the one that is wanted is read and opened. */
async function newestOf(person: Person, query: ReturnType<typeof standing>): Promise<RoundPage | undefined> {
  const row = await query
    .orderBy('page.as_of', 'desc')
    .orderBy('page.recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && open(person, row);
}

function pagesByDay(db: Database) {
  return {
    /** The newest page of each day from `from` to `to`, in the order of the days. */
    async listBetween(person: Person, from: Day, to: Day): Promise<RoundPage[]> {
      const rows = await standing(db, person)
        .where('page.as_of', '>=', from)
        .where('page.as_of', '<=', to)
        .orderBy('page.as_of')
        .orderBy('page.recorded_at')
        .execute();
      const newest = new Map(rows.map((row) => [row.as_of, row]));
      return [...newest.values()].map((row) => open(person, row));
    },

    /** The newest page of the last day before this one that has any. */
    findBefore(person: Person, day: Day): Promise<RoundPage | undefined> {
      return newestOf(person, standing(db, person).where('page.as_of', '<', day));
    },
  };
}
