import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DatabaseLocation } from '../../db/database.ts';
import { scratchDirectory } from './scratch.ts';
import { makeTempDirectory, removeDirectory } from './temp-directory.ts';

/** A place where no database is yet, for one test. */
export interface DatabaseSite {
  readonly location: DatabaseLocation;
  remove(): Promise<void>;
}

export async function sqliteSite(): Promise<DatabaseSite> {
  const directory = await makeTempDirectory();
  return {
    location: { kind: 'sqlite', path: join(directory, 'rounds.db') },
    remove: () => removeDirectory(directory),
  };
}

/** The same in memory where there is room, for tests that write much and look at no file. */
export async function scratchSite(): Promise<DatabaseSite> {
  const directory = await scratchDirectory('database');
  return {
    location: { kind: 'sqlite', path: join(directory, 'rounds.db') },
    remove: () => removeDirectory(directory),
  };
}

/** A database of its own on the server: a schema would not do, the migrator looks for its table in all of them. */
export async function postgresSite(serverUrl: string): Promise<DatabaseSite> {
  const name = `rounds_test_${randomUUID().replaceAll('-', '')}`;
  await runOn(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    location: { kind: 'postgres', url: url.href },
    remove: () => runOn(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

/** The same database again, as if it had just been created: many times faster than creating one. */
export function emptiedSite({ location }: DatabaseSite): DatabaseSite {
  if (location.kind !== 'postgres') throw new Error('Only a PostgreSQL database can be emptied.');
  const empty = () => runOn(location.url, 'drop schema public cascade; create schema public');
  return { location, remove: empty };
}

async function runOn(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
