import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import type { Database } from '../database.ts';
import type { Person } from './person-store.ts';

export type SyncMarkStore = ReturnType<typeof createSyncMarkStore>;

export interface SyncMark {
  /** Everything from this day on has been fetched. */
  readonly coveredFrom: Day;
  /** The ring had been heard of until this day when it was: what it tells of later days is still to be fetched. */
  readonly heardUntil: Day | undefined;
}

export function createSyncMarkStore(db: Database, clock: Clock) {
  return {
    /** By collection. */
    async list(person: Person): Promise<Map<string, SyncMark>> {
      const rows = await db
        .selectFrom('sync_mark')
        .select(['collection', 'covered_from', 'heard_until'])
        .where('person_id', '=', person.id)
        .execute();
      return new Map(
        rows.map((row) => [
          row.collection,
          {
            coveredFrom: row.covered_from as Day,
            heardUntil: (row.heard_until ?? undefined) as Day | undefined,
          },
        ]),
      );
    },

    /** A mark only ever grows, in both directions: two workers at once cannot undo each other's work. */
    async extend(person: Person, collection: string, { coveredFrom, heardUntil }: SyncMark): Promise<void> {
      const fetched = {
        covered_from: coveredFrom,
        heard_until: heardUntil ?? null,
        updated_at: clock.now().toISOString(),
      };
      await db
        .insertInto('sync_mark')
        .values({ person_id: person.id, collection, ...fetched })
        .onConflict((conflict) =>
          conflict.columns(['person_id', 'collection']).doUpdateSet(({ eb, ref }) => ({
            covered_from: eb
              .case()
              .when('sync_mark.covered_from', '<', coveredFrom)
              .then(ref('sync_mark.covered_from'))
              .else(coveredFrom)
              .end(),
            heard_until:
              heardUntil === undefined
                ? ref('sync_mark.heard_until')
                : eb
                    .case()
                    .when('sync_mark.heard_until', '>', heardUntil)
                    .then(ref('sync_mark.heard_until'))
                    .else(heardUntil)
                    .end(),
            updated_at: fetched.updated_at,
          })),
        )
        .execute();
    },

    /** When anything was last fetched for each connected person; whoever never had anything counts from the consent. */
    async listLastSyncs(): Promise<Date[]> {
      const rows = await db
        .selectFrom('oura_connection as connection')
        .leftJoin('sync_mark as mark', 'mark.person_id', 'connection.person_id')
        .select(({ fn }) => [
          'connection.person_id',
          fn.max('mark.updated_at').as('synced_at'),
          fn.max('connection.updated_at').as('connected_at'),
        ])
        .groupBy('connection.person_id')
        .execute();
      return rows.map((row) => new Date(row.synced_at ?? row.connected_at));
    },

    /** Another account may hold other days, and a permission that was lost may come back: to be asked for anew. */
    async clear(person: Person, collections?: readonly string[]): Promise<void> {
      const marks = db.deleteFrom('sync_mark').where('person_id', '=', person.id);
      await (collections === undefined ? marks : marks.where('collection', 'in', [...collections])).execute();
    },
  };
}
