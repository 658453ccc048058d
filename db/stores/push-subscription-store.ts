import type { PushSubscription } from '../../src/domain/contact.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { Person } from './person-store.ts';

export type PushSubscriptionStore = ReturnType<typeof createPushSubscriptionStore>;

/** Browsers that were thrown away are never heard of; the oldest makes room. */
const MOST_BROWSERS = 10;

const place = (digest: string): Place => ({ table: 'push_subscription', column: 'body', row: digest });

export function createPushSubscriptionStore(db: Database, clock: Clock) {
  const digestOf = (person: Person, endpoint: string) => person.vault.digest(`push endpoint ${endpoint}`);
  const newestFirst = (person: Person) =>
    db
      .selectFrom('push_subscription')
      .selectAll()
      .where('person_id', '=', person.id)
      .orderBy('recorded_at', 'desc')
      .orderBy('endpoint');

  return {
    async upsert(person: Person, subscription: PushSubscription): Promise<void> {
      const endpoint = digestOf(person, subscription.endpoint);
      const fields = {
        recorded_at: clock.now().toISOString(),
        body: person.vault.seal(place(endpoint), subscription),
      };
      await db
        .insertInto('push_subscription')
        .values({ person_id: person.id, endpoint, ...fields })
        .onConflict((conflict) => conflict.columns(['person_id', 'endpoint']).doUpdateSet(fields))
        .execute();
      const known = await newestFirst(person).execute();
      const left = known.slice(MOST_BROWSERS).map((row) => row.endpoint);
      if (left.length === 0) return;
      await db
        .deleteFrom('push_subscription')
        .where('person_id', '=', person.id)
        .where('endpoint', 'in', left)
        .execute();
    },

    async list(person: Person): Promise<PushSubscription[]> {
      const rows = await newestFirst(person).execute();
      return rows.map(({ endpoint, body }) => person.vault.open(place(endpoint), body));
    },

    /** Returns whether there was one. */
    async delete(person: Person, endpoint: string): Promise<boolean> {
      const result = await db
        .deleteFrom('push_subscription')
        .where('person_id', '=', person.id)
        .where('endpoint', '=', digestOf(person, endpoint))
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}
