import { createHash } from 'node:crypto';
import type { ExpressionBuilder } from 'kysely';
import type { ShareBody, SharedForm, ShareOutcome } from '../../src/domain/share.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema/index.ts';
import type { Person } from './person-store.ts';
import { bodyPlace, createShareUpkeep } from './share-upkeep.ts';

export type ShareStore = ReturnType<typeof createShareStore>;

/** A link that may be used now. */
export interface OpenLink {
  readonly id: string;
  readonly personId: string;
  /** Undefined: it follows the newest page. */
  readonly roundId: string | undefined;
}

/** So many wrong passcodes are free; after that each one shuts the link for a while, until a right one. */
export const FREE_TRIES = 5;
const LOCK_MS = 15 * 60_000;

/** A token has 256 bits of chance: nobody finds it to a digest, nor comes nearer to one by the time a search takes. */
const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

export function createShareStore(db: Database, clock: Clock) {
  const now = () => clock.now().toISOString();
  return {
    async insert(
      person: Person,
      token: string,
      terms: { readonly roundId: string | undefined; readonly expiresAt: string; readonly body: ShareBody },
    ): Promise<string> {
      const id = newId();
      await db
        .insertInto('share_link')
        .values({
          id,
          person_id: person.id,
          digest: digestOf(token),
          round_id: terms.roundId ?? null,
          created_at: now(),
          expires_at: terms.expiresAt,
          revoked_at: null,
          wrong_tries: 0,
          locked_until: null,
          body: person.vault.seal(bodyPlace(id), terms.body),
        })
        .execute();
      return id;
    },

    /** One search whatever is asked for: a guess, an expired, a revoked and a locked link all find no row. */
    async findOpen(token: string): Promise<OpenLink | undefined> {
      const row = await db
        .selectFrom('share_link')
        .select(['id', 'person_id', 'round_id'])
        .where('digest', '=', digestOf(token))
        .where(isUsable(now()))
        .executeTakeFirst();
      return row && { id: row.id, personId: row.person_id, roundId: row.round_id ?? undefined };
    },

    async open(person: Person, { id }: OpenLink): Promise<ShareBody> {
      const { body } = await db
        .selectFrom('share_link')
        .select('body')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return person.vault.open(bodyPlace(id), body);
    },

    /** Nothing is shown that does not stand on record. */
    async log(link: OpenLink, fetched: SharedForm, outcome: ShareOutcome): Promise<void> {
      await db
        .insertInto('share_access')
        .values({
          id: newId(),
          link_id: link.id,
          person_id: link.personId,
          accessed_at: now(),
          fetched,
          outcome,
        })
        .execute();
    },
    ...triesOf(db, clock),
    ...createShareUpkeep(db, clock),
  };
}

/** Neither expired nor revoked nor locked. */
function isUsable(now: string) {
  return ({ and, or, eb }: ExpressionBuilder<Schema, 'share_link'>) =>
    and([
      eb('revoked_at', 'is', null),
      eb('expires_at', '>', now),
      or([eb('locked_until', 'is', null), eb('locked_until', '<=', now)]),
    ]);
}

function triesOf(db: Database, clock: Clock) {
  return {
    /**
     * Counted as wrong before it is looked at: of many who try at the same moment no more get through than there are
     * tries. False where none is left.
     */
    async claimTry({ id }: OpenLink): Promise<boolean> {
      const now = clock.now();
      const until = new Date(now.getTime() + LOCK_MS).toISOString();
      const result = await db
        .updateTable('share_link')
        .set(({ eb }) => ({
          wrong_tries: eb('wrong_tries', '+', 1),
          locked_until: eb
            .case()
            .when('wrong_tries', '>=', FREE_TRIES - 1)
            .then(until)
            .else(null)
            .end(),
        }))
        .where('id', '=', id)
        .where(isUsable(now.toISOString()))
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    /** It was the right one. */
    async forgetTries({ id }: OpenLink): Promise<void> {
      await db
        .updateTable('share_link')
        .set({ wrong_tries: 0, locked_until: null })
        .where('id', '=', id)
        .execute();
    },
  };
}
