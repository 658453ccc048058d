import type { Digest } from '../../src/domain/digest.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { Person } from './person-store.ts';

export type DigestStore = ReturnType<typeof createDigestStore>;

const place = (weekEnding: string): Place => ({ table: 'digest', column: 'body', row: weekEnding });

export function createDigestStore(db: Database, clock: Clock) {
  const find = async (person: Person, weekEnding: Day): Promise<Digest | undefined> => {
    const row = await db
      .selectFrom('digest')
      .select('body')
      .where('person_id', '=', person.id)
      .where('week_ending', '=', weekEnding)
      .executeTakeFirst();
    return row && person.vault.open(place(weekEnding), row.body);
  };

  return {
    find,

    /** All of a person, by their weeks. */
    async list(person: Person): Promise<Digest[]> {
      const rows = await db
        .selectFrom('digest')
        .select(['week_ending', 'body'])
        .where('person_id', '=', person.id)
        .orderBy('week_ending')
        .execute();
      return rows.map(({ week_ending, body }) => person.vault.open(place(week_ending), body));
    },

    /** The one that is kept: of two made at the same time the first stays, so that all have read the same. */
    async insert(person: Person, digest: Digest): Promise<Digest> {
      const weekEnding = digest.week.to;
      await db
        .insertInto('digest')
        .values({
          person_id: person.id,
          week_ending: weekEnding,
          recorded_at: clock.now().toISOString(),
          body: person.vault.seal(place(weekEnding), digest),
        })
        .onConflict((conflict) => conflict.columns(['person_id', 'week_ending']).doNothing())
        .execute();
      return (await find(person, weekEnding)) ?? digest;
    },
  };
}
