import type { Clock } from '../../src/shared/clock.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { StoredAnswer } from '../schema/model-answer.ts';
import type { Person } from './person-store.ts';

export type ModelAnswerStore = ReturnType<typeof createModelAnswerStore>;

const place = (key: string): Place => ({ table: 'model_answer', column: 'body', row: key });

/** Answers that have been paid for. The key is a digest of all that was asked, keyed like every digest of a person's. */
export function createModelAnswerStore(db: Database, clock: Clock) {
  return {
    async find(person: Person, key: string): Promise<StoredAnswer | undefined> {
      const row = await db
        .selectFrom('model_answer')
        .select('body')
        .where('person_id', '=', person.id)
        .where('key', '=', key)
        .executeTakeFirst();
      return row && person.vault.open(place(key), row.body);
    },

    /** The first answer stands: two workers that asked at the same time go on with their own, a third with this one. */
    async keep(person: Person, key: string, answer: StoredAnswer): Promise<void> {
      await db
        .insertInto('model_answer')
        .values({
          person_id: person.id,
          key,
          recorded_at: clock.now().toISOString(),
          body: person.vault.seal(place(key), answer),
        })
        .onConflict((conflict) => conflict.columns(['person_id', 'key']).doNothing())
        .execute();
    },

    /** All that is kept for a person, in the order in which it was answered. */
    async list(person: Person): Promise<(StoredAnswer & { readonly recordedAt: string })[]> {
      const rows = await db
        .selectFrom('model_answer')
        .selectAll()
        .where('person_id', '=', person.id)
        .orderBy('recorded_at')
        .orderBy('key')
        .execute();
      return rows.map(({ key, recorded_at, body }) => ({
        recordedAt: recorded_at,
        ...person.vault.open(place(key), body),
      }));
    },

    async deleteBefore(instant: Date): Promise<number> {
      const result = await db
        .deleteFrom('model_answer')
        .where('recorded_at', '<', instant.toISOString())
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}
