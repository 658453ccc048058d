import type { ShareAccess } from '../../src/domain/share.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import { NotFoundError } from '../../src/shared/errors.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { ShareLinkTable } from '../schema/share-link.ts';
import { withTransaction } from '../transaction.ts';
import type { Person } from './person-store.ts';

/** What its owner sees of a link. */
export interface ListedLink {
  readonly id: string;
  /** Whether it shows one certain page; else it follows the newest. */
  readonly hasRound: boolean;
  /** Of that page. */
  readonly asOf: Day | undefined;
  readonly state: 'open' | 'locked' | 'expired' | 'revoked';
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | undefined;
  readonly lockedUntil: string | undefined;
  readonly hasPasscode: boolean;
  readonly label: string | undefined;
  /** Oldest first. */
  readonly accesses: readonly ShareAccess[];
}

export const bodyPlace = (id: string): Place => ({ table: 'share_link', column: 'body', row: id });

/** What the owner of links does with them. */
export function createShareUpkeep(db: Database, clock: Clock) {
  return {
    /** Newest first. */
    async list(person: Person): Promise<ListedLink[]> {
      const links = await db
        .selectFrom('share_link')
        .leftJoin('page', 'page.round_id', 'share_link.round_id')
        .selectAll('share_link')
        .select('page.as_of')
        .where('share_link.person_id', '=', person.id)
        .orderBy('share_link.created_at', 'desc')
        .orderBy('share_link.id')
        .execute();
      const accesses = await accessesOf(db, person);
      const now = clock.now().toISOString();
      return links.map((row) => {
        const { label, passcode } = person.vault.open(bodyPlace(row.id), row.body);
        return {
          id: row.id,
          hasRound: row.round_id !== null,
          asOf: (row.as_of ?? undefined) as Day | undefined,
          state: stateOf(row, now),
          createdAt: row.created_at,
          expiresAt: row.expires_at,
          revokedAt: row.revoked_at ?? undefined,
          lockedUntil: row.locked_until ?? undefined,
          hasPasscode: passcode !== undefined,
          label,
          accesses: accesses.get(row.id) ?? [],
        };
      });
    },

    /** What was revoked stays so, from the first time on. Returns whose link it was. */
    async revoke(id: string): Promise<{ readonly personId: string; readonly isNew: boolean }> {
      const result = await db
        .updateTable('share_link')
        .set({ revoked_at: clock.now().toISOString() })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      const row = await db
        .selectFrom('share_link')
        .select('person_id')
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined) throw new NotFoundError('There is no share link with this id.');
      return { personId: row.person_id, isNew: result.numUpdatedRows === 1n };
    },

    /** Those that expired before, with what stands on record of them. */
    async deleteBefore(instant: Date): Promise<number> {
      return withTransaction(db, async (transaction) => {
        const old = transaction
          .selectFrom('share_link')
          .select('id')
          .where('expires_at', '<', instant.toISOString());
        await transaction.deleteFrom('share_access').where('link_id', 'in', old).execute();
        const result = await transaction
          .deleteFrom('share_link')
          .where('expires_at', '<', instant.toISOString())
          .executeTakeFirst();
        return Number(result.numDeletedRows);
      });
    },
  };
}

async function accessesOf(db: Database, person: Person): Promise<ReadonlyMap<string, ShareAccess[]>> {
  const rows = await db
    .selectFrom('share_access')
    .selectAll()
    .where('person_id', '=', person.id)
    .orderBy('accessed_at')
    .execute();
  const byLink = new Map<string, ShareAccess[]>();
  for (const { link_id, accessed_at, fetched, outcome } of rows) {
    const known = byLink.get(link_id) ?? [];
    known.push({ at: accessed_at, fetched, outcome });
    byLink.set(link_id, known);
  }
  return byLink;
}

function stateOf(row: ShareLinkTable, now: string): ListedLink['state'] {
  if (row.revoked_at !== null) return 'revoked';
  if (row.expires_at <= now) return 'expired';
  return row.locked_until !== null && row.locked_until > now ? 'locked' : 'open';
}
