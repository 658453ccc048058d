import type { DatabaseFacts } from '../../../db/examine-database.ts';
import type { KeySource } from '../key-source.ts';

/** What was seen, or the line that says why nothing could be seen. `absent`: nothing is there yet. */
export type Look<Seen> =
  | { readonly state: 'seen'; readonly seen: Seen }
  | { readonly state: 'absent' }
  | { readonly state: 'failed'; readonly reason: string };

export interface Facts {
  readonly at: Date;
  readonly machine: MachineFacts;
  readonly files: readonly FileFact[];
  readonly keySource: KeySource;
  /** Ids of the keys at hand, newest first. */
  readonly keys: Look<readonly string[]>;
  readonly databaseKind: 'sqlite' | 'postgres';
  readonly database: Look<DatabaseFacts>;
  readonly queueKind: 'embedded' | 'redis' | 'redis-sentinel' | 'redis-cluster' | 'postgres';
  /** `held`: a running server owns the embedded queue, so that nobody else can look into it. */
  readonly queue: Look<QueueFacts> | { readonly state: 'held' };
  readonly settings: SettingFacts;
}

export interface MachineFacts {
  readonly nodeVersion: string;
  /** Where the data are kept. */
  readonly freeBytes: number | undefined;
  /** What the data directory's disk calls the time of a write, less what the process does. */
  readonly diskClockAheadMs: number | undefined;
}

export interface FileFact {
  readonly name: 'Data directory' | 'Database file' | 'Reports' | 'Log';
  readonly path: string;
  readonly isDirectory: boolean;
  /** Permission bits; undefined where nothing is there. */
  readonly mode: number | undefined;
  readonly isWritable: boolean;
}

export interface QueueFacts {
  readonly warnings: readonly string[];
  readonly dead: number;
  readonly schedules: readonly { readonly name: string; readonly nextAt: Date | undefined }[];
}

export interface SettingFacts {
  readonly ouraClientId: boolean;
  readonly ouraClientSecret: boolean;
  readonly webhooks: boolean;
  /** Whoever words something, by name of the provider. */
  readonly models: readonly string[];
}
