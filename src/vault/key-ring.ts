import { createHash, randomBytes } from 'node:crypto';
import { createPersonVault, decrypt, encrypt, type PersonVault } from './seal.ts';

/** A person's data key, closed with the master key. Destroying it destroys everything the person ever sealed. */
export type WrappedKey = Buffer & { readonly __wrapped: unique symbol };

export interface KeyRing {
  /** Names the master key without telling anything of it. */
  readonly keyId: string;
  newWrappedKey(personId: string): WrappedKey;
  personVault(personId: string, wrapped: WrappedKey): PersonVault;
}

const DATA_KEY_BYTES = 32;

export function createKeyRing(masterKey: Buffer): KeyRing {
  const context = (personId: string) => Buffer.from(JSON.stringify(['rounds', 'data key', personId]));
  return {
    keyId: createHash('sha256').update('rounds key id').update(masterKey).digest('hex').slice(0, 16),
    newWrappedKey: (personId) =>
      encrypt(masterKey, context(personId), randomBytes(DATA_KEY_BYTES)) as WrappedKey,
    personVault: (personId, wrapped) =>
      createPersonVault(decrypt(masterKey, context(personId), wrapped), personId),
  };
}
