import { RoundsError } from '../../src/shared/errors.ts';
import type { KeyRing } from '../../src/vault/key-ring.ts';
import type { Database } from '../database.ts';
import { NO_KEY } from '../schema/person.ts';
import { withTransaction } from '../transaction.ts';
import { changeCurrentKey, lockCurrentKey } from './key-check.ts';
import { rewrapServerKeys } from './server-key-store.ts';

export interface KeyUse {
  readonly keyId: string;
  readonly people: number;
  /** What new people are wrapped under. */
  readonly isCurrent: boolean;
  readonly isAtHand: boolean;
}

export type KeyStore = ReturnType<typeof createKeyStore>;

/** Small enough that nobody whose row is in it waits noticeably. */
const BATCH = 100;

/** Under which master keys the people's data keys are, and how they come from one under another. */
export function createKeyStore(db: Database, keyRing: KeyRing) {
  return {
    /** Every key that is at hand or in use, newest first. */
    async list(): Promise<KeyUse[]> {
      const current = await db.selectFrom('key_check').select('key_id').executeTakeFirst();
      const people = new Map(await countByKey(db));
      const ids = new Set([...keyRing.keyIds, ...(current ? [current.key_id] : []), ...people.keys()]);
      return [...ids].map((keyId) => ({
        keyId,
        people: people.get(keyId) ?? 0,
        isCurrent: keyId === current?.key_id,
        isAtHand: keyRing.keyIds.includes(keyId),
      }));
    },

    /**
     * The newest key becomes the one that counts. Whoever adds a person has done so before, or does it under the new
     * key. `prepare` runs while nobody else can do the same: there it is safe to make a key. A source that no longer
     * has the key that counts is a mistake of somebody's, not a new key: what is remembered of it does not help.
     */
    async adoptNewest(prepare: () => void = () => undefined): Promise<void> {
      await withTransaction(db, async (transaction) => {
        const current = await lockCurrentKey(transaction, keyRing);
        if (!keyRing.reread().includes(current)) throw changedElsewhere(current);
        prepare();
        keyRing.reread();
        if (keyRing.keyId === current) return;
        await changeCurrentKey(transaction, keyRing, keyRing.keyId);
        await rewrapServerKeys(transaction, keyRing, keyRing.keyId);
      });
    },

    /**
     * Wraps whoever is under an older key under the one that counts, a batch a transaction: broken off anywhere, it
     * goes on from there. Returns how many there were; refuses at the end when a key that is needed is not at hand.
     */
    async rewrapPeople(onBatch: (done: number) => void = () => undefined): Promise<number> {
      let done = 0;
      for (;;) {
        const { rewrapped, current } = await rewrapBatch(db, keyRing);
        if (rewrapped === 0) {
          await refuseIfOthers(db, current);
          return done;
        }
        done += rewrapped;
        onBatch(done);
      }
    },

    /** Runs `work` while nobody is under another key and nobody can be added under one. */
    async whenNobodyIsLeft<Result>(work: () => Result): Promise<Result> {
      return withTransaction(db, async (transaction) => {
        const current = await lockCurrentKey(transaction, keyRing);
        await refuseIfOthers(transaction, current);
        return work();
      });
    },
  };
}

/** The key that counts is asked for in each batch: two that rewrap at once must not do it in opposite directions. */
function rewrapBatch(db: Database, keyRing: KeyRing): Promise<{ rewrapped: number; current: string }> {
  return withTransaction(db, async (transaction) => {
    const current = await lockCurrentKey(transaction, keyRing);
    const older = keyRing.keyIds.filter((keyId) => keyId !== current);
    if (older.length === 0) return { rewrapped: 0, current };
    const rows = await transaction
      .selectFrom('person')
      .select(['id', 'wrapped_key', 'key_id'])
      .where('key_id', 'in', older)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    for (const { id, wrapped_key, key_id } of rows) {
      const wrapped = keyRing.rewrap(id, { keyId: key_id, wrapped: wrapped_key }, current);
      await transaction
        .updateTable('person')
        .set({ wrapped_key: wrapped, key_id: current })
        .where('id', '=', id)
        .where('key_id', '=', key_id)
        .execute();
    }
    return { rewrapped: rows.length, current };
  });
}

async function refuseIfOthers(db: Database, current: string): Promise<void> {
  const left = (await countByKey(db)).filter(([keyId]) => keyId !== current);
  if (left.length > 0) throw stillUnder(left);
}

async function countByKey(db: Database): Promise<[keyId: string, people: number][]> {
  const rows = await db
    .selectFrom('person')
    .select(['key_id', ({ fn }) => fn.countAll<number | string>().as('people')])
    .where('key_id', '!=', NO_KEY)
    .groupBy('key_id')
    .orderBy('key_id')
    .execute();
  return rows.map(({ key_id, people }) => [key_id, Number(people)]);
}

function stillUnder(left: readonly (readonly [string, number])[]): RoundsError {
  const keys = left.map(([keyId, people]) => `${people} under ${keyId}`).join(', ');
  return new RoundsError(
    `Some people are under a key that is not at hand (${keys}). Put that key behind the newest, in a line of its own in the key file or after a comma, and run this again.`,
    { code: 'wrong-key' },
  );
}

function changedElsewhere(keyId: string): RoundsError {
  return new RoundsError(
    `The data are under key ${keyId}, which is not at hand: the key was changed from another place. Bring the keys here to the same state first.`,
    { code: 'wrong-key' },
  );
}
