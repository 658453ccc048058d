import type { Contact } from '../../src/domain/contact.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { Person } from './person-store.ts';

export type ContactStore = ReturnType<typeof createContactStore>;

const place: Place = { table: 'contact', column: 'body', row: 'contact' };

export function createContactStore(db: Database, clock: Clock) {
  return {
    async find(person: Person): Promise<Contact | undefined> {
      const row = await db
        .selectFrom('contact')
        .select('body')
        .where('person_id', '=', person.id)
        .executeTakeFirst();
      return row && person.vault.open(place, row.body);
    },

    async upsert(person: Person, contact: Contact): Promise<void> {
      const fields = { recorded_at: clock.now().toISOString(), body: person.vault.seal(place, contact) };
      await db
        .insertInto('contact')
        .values({ person_id: person.id, ...fields })
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet(fields))
        .execute();
    },

    /** Returns whether there was one. */
    async delete(person: Person): Promise<boolean> {
      const result = await db.deleteFrom('contact').where('person_id', '=', person.id).executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}
