import type { Clock } from '../../src/shared/clock.ts';
import { InputError, NotFoundError, PersonGoneError } from '../../src/shared/errors.ts';
import { newId } from '../../src/shared/ids.ts';
import type { KeyRing } from '../../src/vault/key-ring.ts';
import type { PersonVault } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import { personTables } from '../schema/index.ts';
import { NO_KEY, type PersonTable } from '../schema/person.ts';
import { isUniqueViolation, withPersonLocked, withTransaction } from '../transaction.ts';
import { lockCurrentKey } from './key-check.ts';

/** A person whose data key is at hand: what every other store asks for. */
export interface Person {
  readonly id: string;
  readonly slug: string;
  readonly timezone: string;
  readonly createdAt: string;
  readonly vault: PersonVault;
}

export type PersonStore = ReturnType<typeof createPersonStore>;

const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;

export function createPersonStore(db: Database, keyRing: KeyRing, clock: Clock) {
  const toPerson = (row: PersonTable): Person => ({
    id: row.id,
    slug: row.slug,
    timezone: row.timezone,
    createdAt: row.created_at,
    vault: keyRing.personVault(row.id, { keyId: row.key_id, wrapped: row.wrapped_key }),
  });

  const find = async (slug: string): Promise<Person | undefined> => {
    const row = await db.selectFrom('person').selectAll().where('slug', '=', slug).executeTakeFirst();
    if (row?.key_id === NO_KEY) throw erasureBegun(slug);
    return row && toPerson(row);
  };

  return {
    find,

    async get(slug: string): Promise<Person> {
      const person = await find(slug);
      if (person !== undefined) return person;
      throw new NotFoundError(
        `There is no person called "${slug}" here. "rounds import FILES --person ${slug}" creates one; "rounds people" lists them.`,
      );
    },

    async getById(id: string): Promise<Person> {
      const row = await db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined || row.key_id === NO_KEY) throw new PersonGoneError();
      return toPerson(row);
    },

    /** Whether this very person, whatever they are called, is here and not being erased. */
    async isHere({ id }: Pick<Person, 'id'>): Promise<boolean> {
      const row = await db.selectFrom('person').select('key_id').where('id', '=', id).executeTakeFirst();
      return row !== undefined && row.key_id !== NO_KEY;
    },

    async list(): Promise<{ id: string; slug: string; timezone: string; createdAt: string }[]> {
      const rows = await db
        .selectFrom('person')
        .selectAll()
        .where('key_id', '!=', NO_KEY)
        .orderBy('slug')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        slug: row.slug,
        timezone: row.timezone,
        createdAt: row.created_at,
      }));
    },

    /** What some of them are called, by their ids. */
    async slugsOf(ids: readonly string[]): Promise<Map<string, string>> {
      if (ids.length === 0) return new Map();
      const rows = await db
        .selectFrom('person')
        .select(['id', 'slug'])
        .where('id', 'in', [...new Set(ids)])
        .execute();
      return new Map(rows.map(({ id, slug }) => [id, slug]));
    },

    async insert(slug: string, timezone: string): Promise<Person> {
      if (!SLUG.test(slug)) {
        throw new InputError(
          'A person is named by small letters, digits and hyphens, for example "mum" or "anna-b".',
        );
      }
      const id = newId();
      try {
        return await withTransaction(db, async (transaction) => {
          const keyId = await lockCurrentKey(transaction, keyRing);
          const row: PersonTable = {
            id,
            slug,
            timezone,
            wrapped_key: keyRing.newWrappedKey(id, keyId),
            key_id: keyId,
            created_at: clock.now().toISOString(),
          };
          await transaction.insertInto('person').values(row).execute();
          return toPerson(row);
        });
      } catch (error) {
        if (isUniqueViolation(error)) throw new InputError(`There is already a person called "${slug}".`);
        throw error;
      }
    },

    async updateTimezone(person: Person, timezone: string): Promise<void> {
      await db.updateTable('person').set({ timezone }).where('id', '=', person.id).execute();
    },

    /** The data key goes with the row, so whatever free pages or a log still hold of the person stays shut. */
    async delete(person: Pick<Person, 'id'>): Promise<void> {
      await withPersonLocked(db, person, async (transaction) => {
        for (const table of personTables) {
          await transaction.deleteFrom(table).where('person_id', '=', person.id).execute();
        }
        await transaction.deleteFrom('person').where('id', '=', person.id).execute();
      });
    },
  };
}

function erasureBegun(slug: string): NotFoundError {
  return new NotFoundError(
    `Erasing "${slug}" was begun and not finished. Finish it: rounds erase --person ${slug}`,
  );
}
