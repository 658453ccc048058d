import type { BackupSummary } from '../../db/backup.ts';
import type { KeyUse } from '../../db/stores/key-store.ts';
import type { MasterKeyChange } from '../jobs/change-master-key.ts';
import type { Facts } from './doctor/facts.ts';
import type { KeySource } from './key-source.ts';

/** What somebody who looks after an installation asks for. None of it needs the rest of the program. */
export interface Upkeep {
  readonly keySource: KeySource;
  keys(): Promise<readonly KeyUse[]>;
  changeMasterKey(onBatch: (done: number) => void): Promise<MasterKeyChange>;
  backUp(file: string, options: { readonly force: boolean }): Promise<BackupSummary>;
  restore(file: string, options: { readonly replace: boolean }): Promise<RestoreSummary>;
  /** Looks and changes nothing; what cannot be looked at is a fact as well. */
  examine(): Promise<Facts>;
}

export interface RestoreSummary {
  readonly madeAt: string;
  readonly people: number;
  readonly rounds: number;
  readonly rows: number;
  /** Where it is now: a file, or PostgreSQL. */
  readonly target: 'sqlite' | 'postgres';
}
