import { createHash } from 'node:crypto';
import type { Clock } from '../../src/shared/clock.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { PendingConsent } from '../schema/oura-authorisation.ts';
import type { Person, PersonStore } from './person-store.ts';

export type OuraAuthorisationStore = ReturnType<typeof createOuraAuthorisationStore>;

/** Oura's own code lives ten minutes; a person may read the page before. */
const OPEN_MS = 20 * 60_000;

const place = (id: string): Place => ({ table: 'oura_authorisation', column: 'body', row: id });
const idOf = (state: string): string => createHash('sha256').update(state).digest('base64url');

export function createOuraAuthorisationStore(db: Database, people: PersonStore, clock: Clock) {
  const oldest = () => new Date(clock.now().getTime() - OPEN_MS).toISOString();
  return {
    async insert(person: Person, pending: PendingConsent): Promise<void> {
      await db.deleteFrom('oura_authorisation').where('created_at', '<', oldest()).execute();
      const id = idOf(pending.state);
      await db
        .insertInto('oura_authorisation')
        .values({
          id,
          person_id: person.id,
          created_at: clock.now().toISOString(),
          body: person.vault.seal(place(id), pending),
        })
        .execute();
    },

    /** Once: an answer that comes a second time, or too late, finds nothing. */
    async take(state: string): Promise<{ person: Person; pending: PendingConsent } | undefined> {
      const id = idOf(state);
      const row = await db
        .deleteFrom('oura_authorisation')
        .where('id', '=', id)
        .where('created_at', '>=', oldest())
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const person = await people.getById(row.person_id);
      return { person, pending: person.vault.open(place(id), row.body) };
    },
  };
}
