import type { KeyStore } from '../../db/stores/key-store.ts';
import { ConfigError } from '../shared/errors.ts';
import { addNewestKey, readKeyFile, retireOlderKeys } from '../vault/key-file.ts';
import { loadMasterKeys, type MasterKeySource } from '../vault/master-key.ts';
import { rewrapEverybody } from './rotate-keys.ts';

export interface MasterKeyChange {
  readonly people: number;
  readonly newKeyId: string;
  readonly oldKeyIds: readonly string[];
  /** Where the older keys were put, when the key is in a file. */
  readonly keptAt: readonly string[];
}

/**
 * A new master key, and everybody under it. Several keys at the source are a change that was begun: it is gone on with
 * and no further key is made, so that this can be broken off anywhere and run again. Until everybody is under the new
 * key the older ones stay where they are.
 */
export async function changeMasterKey(
  keys: KeyStore,
  source: MasterKeySource,
  onBatch: (done: number) => void,
): Promise<MasterKeyChange> {
  if (source.kind === 'file') {
    await keys.adoptNewest(() => {
      if (readKeyFile(source.path).length === 1) addNewestKey(source.path);
    });
  } else if (loadMasterKeys(source, { mayCreate: false }).length === 1) {
    throw new ConfigError(howToBegin(source.kind));
  }
  const people = await rewrapEverybody(keys, onBatch);
  const keptAt =
    source.kind === 'file' ? await keys.whenNobodyIsLeft(() => retireOlderKeys(source.path)) : [];
  const uses = await keys.list();
  return {
    people,
    newKeyId: uses.find(({ isCurrent }) => isCurrent)?.keyId ?? '',
    oldKeyIds: uses.filter(({ isCurrent }) => !isCurrent).map(({ keyId }) => keyId),
    keptAt,
  };
}

function howToBegin(kind: 'value' | 'command'): string {
  const step =
    kind === 'value'
      ? 'set ROUNDS_MASTER_KEY=NEW,OLD (the new key first)'
      : 'let ROUNDS_KEY_COMMAND print it in a line before the old one';
  return `There is one key only. Make a new one (openssl rand -base64 32), ${step} wherever rounds runs, restart what runs, and run this again.`;
}
