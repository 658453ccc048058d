import { createHash, randomBytes } from 'node:crypto';
import { RoundsError } from '../shared/errors.ts';
import { createPersonVault, decrypt, encrypt, type PersonVault } from './seal.ts';

/** A person's data key, closed with a master key. Destroying it destroys everything the person ever sealed. */
export type WrappedKey = Buffer & { readonly __wrapped: unique symbol };

/** A wrapped key and which master key it is closed with: neither is of use without the other. */
export interface WrappedUnder {
  readonly keyId: string;
  readonly wrapped: WrappedKey;
}

/** The master keys at hand. Ids name them without telling anything of them. */
export interface KeyRing {
  /** The newest. */
  readonly keyId: string;
  /** Newest first. */
  readonly keyIds: readonly string[];
  has(keyId: string): boolean;
  /** A fresh data key under the newest master key, or under the one that is named. */
  newWrappedKey(ownerId: string, keyId?: string): WrappedKey;
  /** The same data key under another master key: nothing it ever sealed changes. */
  rewrap(ownerId: string, from: WrappedUnder, keyId: string): WrappedKey;
  personVault(ownerId: string, from: WrappedUnder): PersonVault;
  /**
   * Looks at the source of the keys again and returns what is there. What was at hand stays so: a row that was read a
   * moment ago may need it.
   */
  reread(): readonly string[];
}

const DATA_KEY_BYTES = 32;

/**
 * Keys newest first. `readAgain` is asked when a key is met that is not among them: the master key may have been
 * changed while this process was running.
 */
export function createKeyRing(
  masterKeys: readonly Buffer[],
  readAgain: () => readonly Buffer[] = () => masterKeys,
): KeyRing {
  let keys = byId(masterKeys);
  const reread = () => {
    const found = byId(readAgain());
    keys = new Map([...found, ...keys]);
    return [...found.keys()];
  };
  const newest = () => [...keys.keys()][0] ?? '';
  const has = (keyId: string) => {
    if (!keys.has(keyId)) reread();
    return keys.has(keyId);
  };
  const masterKey = (keyId: string): Buffer => {
    const key = has(keyId) ? keys.get(keyId) : undefined;
    if (key === undefined) throw notAtHand(keyId, [...keys.keys()]);
    return key;
  };
  const dataKey = (ownerId: string, { keyId, wrapped }: WrappedUnder) =>
    decrypt(masterKey(keyId), context(ownerId), wrapped);
  const wrap = (ownerId: string, keyId: string, key: Buffer) =>
    encrypt(masterKey(keyId), context(ownerId), key) as WrappedKey;
  return {
    get keyId() {
      return newest();
    },
    get keyIds() {
      return [...keys.keys()];
    },
    has,
    newWrappedKey: (ownerId, keyId = newest()) => wrap(ownerId, keyId, randomBytes(DATA_KEY_BYTES)),
    rewrap: (ownerId, from, keyId) => wrap(ownerId, keyId, dataKey(ownerId, from)),
    personVault: (ownerId, from) => createPersonVault(dataKey(ownerId, from), ownerId),
    reread,
  };
}

function byId(keys: readonly Buffer[]): ReadonlyMap<string, Buffer> {
  return new Map(keys.map((key) => [keyIdOf(key), key]));
}

export function keyIdOf(masterKey: Buffer): string {
  return createHash('sha256').update('rounds key id').update(masterKey).digest('hex').slice(0, 16);
}

function context(ownerId: string): Buffer {
  return Buffer.from(JSON.stringify(['rounds', 'data key', ownerId]));
}

function notAtHand(keyId: string, atHand: readonly string[]): RoundsError {
  return new RoundsError(
    `This is sealed under key ${keyId}, which is not at hand (there is ${atHand.join(', ')}). Put it behind the newest key, in a line of its own in the key file or after a comma in ROUNDS_MASTER_KEY.`,
    { code: 'wrong-key' },
  );
}
