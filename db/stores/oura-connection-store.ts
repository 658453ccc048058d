import { createHash } from 'node:crypto';
import type { Clock } from '../../src/shared/clock.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { OuraConnectionTable, StoredTokens } from '../schema/oura-connection.ts';
import type { Person } from './person-store.ts';

export type OuraConnectionStore = ReturnType<typeof createOuraConnectionStore>;

export interface OuraConnection {
  readonly state: OuraConnectionTable['state'];
  readonly version: number;
  readonly tokens: StoredTokens;
}

/** After this long a worker that claimed a refresh and never came back is taken for dead. */
const CLAIM_MS = 60_000;

const place: Place = { table: 'oura_connection', column: 'tokens', row: 'tokens' };

export function createOuraConnectionStore(db: Database, clock: Clock) {
  return {
    async find(person: Person): Promise<OuraConnection | undefined> {
      const row = await db
        .selectFrom('oura_connection')
        .selectAll()
        .where('person_id', '=', person.id)
        .executeTakeFirst();
      return row && { state: row.state, version: row.version, tokens: person.vault.open(place, row.tokens) };
    },

    async upsert(person: Person, tokens: StoredTokens): Promise<void> {
      const fields = {
        state: 'connected' as const,
        refresh_claimed_at: null,
        updated_at: clock.now().toISOString(),
        tokens: person.vault.seal(place, tokens),
      };
      await db
        .insertInto('oura_connection')
        .values({ person_id: person.id, version: 1, account: null, ...fields })
        .onConflict((conflict) =>
          conflict.column('person_id').doUpdateSet((expression) => ({
            ...fields,
            version: expression('oura_connection.version', '+', 1),
          })),
        )
        .execute();
    },

    /**
     * What a refresh brought, in the place of the tokens it was made with. Where a new consent came meanwhile, or the
     * person has disconnected, that stands.
     */
    async renew(person: Person, version: number, tokens: StoredTokens): Promise<void> {
      await db
        .updateTable('oura_connection')
        .set(({ eb }) => ({
          state: 'connected' as const,
          refresh_claimed_at: null,
          updated_at: clock.now().toISOString(),
          tokens: person.vault.seal(place, tokens),
          version: eb('version', '+', 1),
        }))
        .where('person_id', '=', person.id)
        .where('version', '=', version)
        .execute();
    },

    /** False when another worker is at it: wait for its tokens instead of spending the refresh token twice. */
    async claimRefresh(person: Person, version: number): Promise<boolean> {
      const now = clock.now();
      const abandoned = new Date(now.getTime() - CLAIM_MS).toISOString();
      const result = await db
        .updateTable('oura_connection')
        .set({ refresh_claimed_at: now.toISOString() })
        .where('person_id', '=', person.id)
        .where('version', '=', version)
        .where(({ or, eb }) =>
          or([eb('refresh_claimed_at', 'is', null), eb('refresh_claimed_at', '<', abandoned)]),
        )
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    /** The refresh did not happen: the next worker need not wait for the claim to grow old. */
    async releaseRefresh(person: Person, version: number): Promise<void> {
      await db
        .updateTable('oura_connection')
        .set({ refresh_claimed_at: null })
        .where('person_id', '=', person.id)
        .where('version', '=', version)
        .execute();
    },

    async delete(person: Person): Promise<void> {
      await db.deleteFrom('oura_connection').where('person_id', '=', person.id).execute();
    },

    /** Only while the tokens are still the ones that failed: newer ones may be alive. */
    async markForReconnect(person: Person, version: number): Promise<void> {
      await db
        .updateTable('oura_connection')
        .set({ state: 'reconnect', refresh_claimed_at: null, updated_at: clock.now().toISOString() })
        .where('person_id', '=', person.id)
        .where('version', '=', version)
        .execute();
    },

    /** What the last fetch met with. A connection that only a new consent can mend stays as it is. */
    async updateState(
      person: Person,
      state: Exclude<OuraConnectionTable['state'], 'reconnect'>,
    ): Promise<void> {
      await db
        .updateTable('oura_connection')
        .set({ state, updated_at: clock.now().toISOString() })
        .where('person_id', '=', person.id)
        .where('state', 'not in', ['reconnect', state])
        .execute();
    },
    ...accountsOf(db),
  };
}

function accountsOf(db: Database) {
  return {
    /** True when the connection was another member's before: what is known of that account says nothing of this one. */
    async updateAccount(person: Person, accountId: string): Promise<boolean> {
      const account = digestOf(accountId);
      const before = await db
        .selectFrom('oura_connection')
        .select('account')
        .where('person_id', '=', person.id)
        .executeTakeFirst();
      if (before === undefined || before.account === account) return false;
      await db.updateTable('oura_connection').set({ account }).where('person_id', '=', person.id).execute();
      return before.account !== null;
    },

    /** Whose ring it is, in the words of a webhook. Two people may have connected the same account. */
    async personIdsOf(accountId: string): Promise<string[]> {
      const rows = await db
        .selectFrom('oura_connection')
        .select('person_id')
        .where('account', '=', digestOf(accountId))
        .execute();
      return rows.map((row) => row.person_id);
    },
  };
}

/** Oura's ids are long and random: nobody finds the id to a digest by trying. */
function digestOf(accountId: string): string {
  return createHash('sha256').update(accountId).digest('base64url');
}
