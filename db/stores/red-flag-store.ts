import type { RaisedFlag } from '../../src/domain/red-flags/raised-flag.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import { NotFoundError } from '../../src/shared/errors.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { Person } from './person-store.ts';

export type RedFlagStore = ReturnType<typeof createRedFlagStore>;

/** As it was raised first: what was changed or withdrawn later stays in the log. */
export interface LoggedRedFlag extends RaisedFlag {
  readonly id: string;
  readonly recordedAt: string;
}

const place = (id: string): Place => ({ table: 'red_flag', column: 'body', row: id });

export function createRedFlagStore(db: Database, clock: Clock) {
  return {
    /** The id of this rule's flag of this day: a new one, or the one that is there. */
    async insert(person: Person, flag: RaisedFlag): Promise<string> {
      const digest = person.vault.digest(`red-flag ${flag.rule} ${flag.day}`);
      const id = newId();
      await db
        .insertInto('red_flag')
        .values({
          id,
          person_id: person.id,
          day: flag.day,
          recorded_at: clock.now().toISOString(),
          digest,
          body: person.vault.seal(place(id), flag),
        })
        .onConflict((conflict) => conflict.columns(['person_id', 'digest']).doNothing())
        .execute();
      const row = await db
        .selectFrom('red_flag')
        .select('id')
        .where('person_id', '=', person.id)
        .where('digest', '=', digest)
        .executeTakeFirstOrThrow();
      return row.id;
    },

    async list(person: Person, { from, to }: { from: Day; to: Day }): Promise<LoggedRedFlag[]> {
      const rows = await db
        .selectFrom('red_flag')
        .selectAll()
        .where('person_id', '=', person.id)
        .where('day', '>=', from)
        .where('day', '<=', to)
        .orderBy('day')
        .orderBy('recorded_at')
        .orderBy('id')
        .execute();
      return rows.map(({ id, recorded_at, body }) => ({
        ...person.vault.open(place(id), body),
        id,
        recordedAt: recorded_at,
      }));
    },

    /** Nothing is opened. */
    async dayOf(id: string): Promise<Day> {
      const row = await db.selectFrom('red_flag').select('day').where('id', '=', id).executeTakeFirst();
      if (row === undefined) throw new NotFoundError('There is no red flag with this id.');
      return row.day as Day;
    },

    /** Those of whom something stands in the log since a day. */
    async peopleSince(from: Day): Promise<ReadonlySet<string>> {
      const rows = await db
        .selectFrom('red_flag')
        .select('person_id')
        .distinct()
        .where('day', '>=', from)
        .execute();
      return new Set(rows.map(({ person_id }) => person_id));
    },
  };
}
