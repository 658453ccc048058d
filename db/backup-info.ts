import SqliteDatabase from 'better-sqlite3';
import { RoundsError } from '../src/shared/errors.ts';
import type { DatabaseLocation } from './database.ts';

/** The one table that a backup has more than a database: what it is. */
export interface BackupInfo {
  /** Of the program that made it. */
  readonly version: string;
  /** The master key that counted. */
  readonly keyId: string;
  readonly madeAt: string;
  readonly source: DatabaseLocation['kind'];
}

export const BACKUP_FORMAT = 1;

export interface BackupContent {
  readonly people: number;
  readonly rounds: number;
  readonly keyIds: readonly string[];
}

/** Turns a copy of a database into a backup: whole, one file, and saying what it is. */
export function stampBackup(path: string, info: Omit<BackupInfo, 'keyId'>): BackupContent {
  const file = new SqliteDatabase(path);
  try {
    // The log of a running database would be a second file.
    file.pragma('journal_mode = delete');
    const [keyId] = column<string>(file, 'select key_id from key_check');
    file.exec(
      'create table backup_info (format integer not null, version text not null, key_id text not null, made_at text not null, source text not null)',
    );
    file
      .prepare('insert into backup_info values (?, ?, ?, ?, ?)')
      .run(BACKUP_FORMAT, info.version, keyId ?? '', info.madeAt, info.source);
    if (file.pragma('quick_check', { simple: true }) !== 'ok') {
      throw new RoundsError(
        'What was copied is damaged, so the database may be as well: run "rounds doctor".',
        {
          code: 'internal',
        },
      );
    }
    return contentOf(file);
  } finally {
    file.close();
  }
}

export function contentOf(file: SqliteDatabase.Database): BackupContent {
  return {
    people: column<number>(file, 'select count(*) from person')[0] ?? 0,
    rounds: column<number>(file, 'select count(*) from round')[0] ?? 0,
    keyIds: column<string>(
      file,
      "select key_id from key_check union select key_id from person where key_id <> ''",
    ),
  };
}

function column<Value>(file: SqliteDatabase.Database, query: string): Value[] {
  return file.prepare(query).pluck().all() as Value[];
}
