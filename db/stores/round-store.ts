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

export const toRound = (row: RoundTable): Round => ({
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

    /** Of a person, whose slot is this or begins with it. */
    async listBySlot(person: Person, slot: string): Promise<Round[]> {
      const rows = await db
        .selectFrom('round')
        .selectAll()
        .where('person_id', '=', person.id)
        .where(({ or, eb }) => or([eb('slot', '=', slot), eb('slot', 'like', `${slot}:%`)]))
        .orderBy('slot')
        .execute();
      return rows.map(toRound);
    },

    /** All of a person, in the order in which they were begun. */
    async list(person: Person): Promise<Round[]> {
      const rows = await db
        .selectFrom('round')
        .selectAll()
        .where('person_id', '=', person.id)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toRound);
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

    /** A round that has ended well stays so. Returns whether this made a difference. */
    async end(id: string, state: 'done' | 'failed', reason?: string): Promise<boolean> {
      const result = await db
        .updateTable('round')
        .set({ state, finished_at: clock.now().toISOString(), reason: reason ?? null })
        .where('id', '=', id)
        .where('state', '!=', 'done')
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    /** What had failed is tried again. */
    async reopen(id: string): Promise<void> {
      await db
        .updateTable('round')
        .set({ state: 'running', finished_at: null, reason: null })
        .where('id', '=', id)
        .where('state', '=', 'failed')
        .execute();
    },
  };
}
