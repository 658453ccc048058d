import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import type { Database } from '../database.ts';
import type { Person } from './person-store.ts';

export type SyncMarkStore = ReturnType<typeof createSyncMarkStore>;

export function createSyncMarkStore(db: Database, clock: Clock) {
  return {
    /** By collection the day from which on everything has been fetched. */
    async list(person: Person): Promise<Map<string, Day>> {
      const rows = await db
        .selectFrom('sync_mark')
        .select(['collection', 'covered_from'])
        .where('person_id', '=', person.id)
        .execute();
      return new Map(rows.map((row) => [row.collection, row.covered_from as Day]));
    },

    /** A mark only ever moves back in time: two workers at once cannot undo each other's work. */
    async extend(person: Person, collection: string, coveredFrom: Day): Promise<void> {
      const updated_at = clock.now().toISOString();
      await db
        .insertInto('sync_mark')
        .values({ person_id: person.id, collection, covered_from: coveredFrom, updated_at })
        .onConflict((conflict) =>
          conflict
            .columns(['person_id', 'collection'])
            .doUpdateSet({ covered_from: coveredFrom, updated_at })
            .where('sync_mark.covered_from', '>', coveredFrom),
        )
        .execute();
    },

    /** Another account may hold other days: they have to be asked for again. */
    async clear(person: Person): Promise<void> {
      await db.deleteFrom('sync_mark').where('person_id', '=', person.id).execute();
    },
  };
}
