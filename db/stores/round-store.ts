import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import { NotFoundError } from '../../src/shared/errors.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Database } from '../database.ts';
import type { RoundState, RoundTable } from '../schema/round.ts';
import type { Person } from './person-store.ts';

export type RoundStore = ReturnType<typeof createRoundStore>;

export interface Round {
  readonly id: string;
  readonly personId: string;
  readonly slot: string;
  readonly asOf: Day;
  readonly state: RoundState;
  readonly createdAt: string;
  readonly finishedAt: string | undefined;
  readonly reason: string | undefined;
}

const toRound = (row: RoundTable): Round => ({
  id: row.id,
  personId: row.person_id,
  slot: row.slot,
  asOf: row.as_of as Day,
  state: row.state,
  createdAt: row.created_at,
  finishedAt: row.finished_at ?? undefined,
  reason: row.reason ?? undefined,
});

export function createRoundStore(db: Database, clock: Clock) {
  return {
    /** The round of this slot: a new one, or the one that is there already. */
    async upsert(person: Person, slot: string, asOf: Day): Promise<Round> {
      await db
        .insertInto('round')
        .values({
          id: newId(),
          person_id: person.id,
          slot,
          as_of: asOf,
          state: 'running',
          created_at: clock.now().toISOString(),
          finished_at: null,
          reason: null,
        })
        .onConflict((conflict) => conflict.columns(['person_id', 'slot']).doNothing())
        .execute();
      const row = await db
        .selectFrom('round')
        .selectAll()
        .where('person_id', '=', person.id)
        .where('slot', '=', slot)
        .executeTakeFirstOrThrow();
      return toRound(row);
    },

    async get(id: string): Promise<Round> {
      const row = await db.selectFrom('round').selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined) throw new NotFoundError('This round is no longer here.');
      return toRound(row);
    },

    /** The newest round of this kind and day that has not ended. */
    async findRunning(person: Person, slotPrefix: string, asOf: Day): Promise<Round | undefined> {
      const rows = await db
        .selectFrom('round')
        .selectAll()
        .where('person_id', '=', person.id)
        .where('as_of', '=', asOf)
        .where('state', '=', 'running')
        .orderBy('created_at', 'desc')
        .execute();
      const row = rows.find(({ slot }) => slot.startsWith(slotPrefix));
      return row && toRound(row);
    },

    async update(id: string, state: RoundState, reason?: string): Promise<void> {
      const finished_at = state === 'running' ? null : clock.now().toISOString();
      await db
        .updateTable('round')
        .set({ state, finished_at, reason: reason ?? null })
        .where('id', '=', id)
        .execute();
    },
  };
}
