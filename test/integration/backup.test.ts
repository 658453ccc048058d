import { appendFile, copyFile, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { writeBackup } from '../../db/backup.ts';
import { type BackupFile, openBackupFile } from '../../db/backup-file.ts';
import { type Database, openDatabase } from '../../db/database.ts';
import { migratedCopy, restoreBackup } from '../../db/restore.ts';
import { tablesParentsFirst } from '../../db/schema/index.ts';
import { createStores } from '../../db/stores/stores.ts';
import { parseDay } from '../../src/shared/day.ts';
import { createKeyRing } from '../../src/vault/key-ring.ts';
import { describeWithService } from '../support/services/available.ts';
import { writeEverything } from '../support/stores/people.ts';
import { checkIn } from '../support/stores/samples.ts';
import { ignoreLostConnection, masterKey, type Store, setStore } from '../support/stores/stage.ts';
import { setTempDirectory } from '../support/temp-directory.ts';
import { type DatabaseSite, postgresSite, sqliteSite } from '../support/test-database.ts';

const options = { version: '0.1.0', madeAt: new Date('2026-03-20T06:00:00.000Z'), force: false };

/** Every row of every table, as text that is the same on both databases. */
async function contentOf(db: Database): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {};
  for (const table of tablesParentsFirst) {
    const rows: object[] = await db.selectFrom(table).selectAll().execute();
    content[table] = rows
      .map((row) =>
        JSON.stringify(
          Object.entries(row)
            .map(([name, value]) => [name, textOf(value)])
            .sort(),
        ),
      )
      .sort();
  }
  return content;
}

function textOf(value: unknown): string | null {
  return value === null ? null : Buffer.isBuffer(value) ? value.toString('base64') : String(value);
}

async function fill(store: Store): Promise<void> {
  await writeEverything(store, store.anna);
  await writeEverything(store, store.berta);
  await store.requestBudgets.take('oura', { requests: 10, windowMs: 60_000 });
}

/** Backs up, opens an empty database somewhere else, restores. */
async function through(store: Store, file: string, createSite: () => Promise<DatabaseSite>) {
  await writeBackup(store.db, store.site.location, file, options);
  const site = await createSite();
  const db = await openDatabase(site.location, ignoreLostConnection);
  const backup = await openBackupFile(file);
  backup.checkKeys(store.keyRing);
  const counts = await restoreBackup(backup, db, { replace: false });
  backup.close();
  return {
    db,
    counts,
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await site.remove();
    },
  };
}

function describeCopying(from: () => Promise<DatabaseSite>, to: () => Promise<DatabaseSite>): void {
  const store = setStore(from);
  const directory = setTempDirectory();

  it('comes back row for row, and opens', async () => {
    await fill(store());
    await using restored = await through(store(), join(directory(), 'b.backup'), to);
    expect(await contentOf(restored.db)).toEqual(await contentOf(store().db));
    expect(restored.counts).toMatchObject({ person: 2, round: 2, page: 2, check_in: 2, raw_document: 6 });
    const stores = createStores(restored.db, createKeyRing([masterKey]), store().clock);
    const anna = await stores.people.get('anna');
    const day = parseDay('2026-03-19');
    expect(await stores.checkIns.list(anna, day, day)).toEqual(
      await store().checkIns.list(store().anna, day, day),
    );
    expect(await stores.pages.findLatest(anna)).toEqual(await store().pages.findLatest(store().anna));
  });
}

describe('a backup from SQLite to SQLite', () => describeCopying(sqliteSite, sqliteSite));

describeWithService('postgres', 'a backup with PostgreSQL', (url) => {
  const server = () => postgresSite(url());
  describe('from it to SQLite', () => describeCopying(server, sqliteSite));
  describe('from SQLite to it', () => describeCopying(sqliteSite, server));

  describe('while others write', () => {
    const store = setStore(server);
    const directory = setTempDirectory();
    it('is of one moment', async () => {
      await expectOneMoment(store(), join(directory(), 'b.backup'));
    });
  });
});

describe('a backup of SQLite', () => {
  const store = setStore(sqliteSite);
  const directory = setTempDirectory();
  const file = () => join(directory(), 'b.backup');
  const write = (path = file(), force = false) =>
    writeBackup(store().db, store().site.location, path, { ...options, force });

  it('is of one moment while others write', () => expectOneMoment(store(), file()));

  it('is one file for its owner alone, says what it is and has no key in it', async () => {
    await fill(store());
    const umask = process.umask(0);
    const made = await write().finally(() => process.umask(umask));
    expect(made).toEqual({
      path: file(),
      bytes: (await stat(file())).size,
      people: 2,
      rounds: 2,
      keyIds: [store().keyRing.keyId],
    });
    expect(await readdir(directory())).toEqual(['b.backup']);
    expect(((await stat(file())).mode & 0o777).toString(8)).toBe('600');
    const bytes = await readFile(file());
    for (const form of [masterKey, masterKey.toString('hex'), masterKey.toString('base64')]) {
      expect(bytes.includes(form)).toBe(false);
    }
    const backup = new SqliteDatabase(file(), { readonly: true });
    expect(backup.prepare('select * from backup_info').all()).toEqual([
      {
        format: 1,
        version: '0.1.0',
        key_id: store().keyRing.keyId,
        made_at: '2026-03-20T06:00:00.000Z',
        source: 'sqlite',
      },
    ]);
    backup.close();
  });

  it('has every table that there is', async () => {
    const names = (await store().db.introspection.getTables()).map(({ name }) => name);
    expect([...tablesParentsFirst].sort()).toEqual(names.sort());
  });

  it('replaces a file only when it is told to, and never anything else', async () => {
    await write();
    await expect(write()).rejects.toMatchObject({ publicMessage: expect.stringContaining('--force') });
    const before = await readFile(file());
    await writeEverything(store(), store().anna);
    await write(file(), true);
    expect((await readFile(file())).equals(before)).toBe(false);
    await mkdir(join(directory(), 'folder'));
    const location = store().site.location;
    const database = location.kind === 'sqlite' ? location.path : '';
    const odd = [join(directory(), 'folder'), join(directory(), 'nowhere', 'b'), database, `${database}-wal`];
    for (const path of odd) await expect(write(path, true)).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await readdir(directory())).toEqual(['b.backup', 'folder']);
    expect((await store().people.list()).length).toBe(2);
  });

  describe('is refused', () => {
    const refusal = (path: string) => openBackupFile(path).then(close, (error: unknown) => error);
    const close = (backup: BackupFile) => backup.close();

    it('when it is something else, or nothing', async () => {
      const { location } = store().site;
      if (location.kind !== 'sqlite') throw new Error('not here');
      const other = join(directory(), 'other');
      await writeFile(other, 'a shopping list');
      expect(await refusal(other)).toMatchObject({
        publicMessage: expect.stringContaining('is not a backup'),
      });
      await writeFile(other, '');
      expect(await refusal(other)).toMatchObject({
        publicMessage: expect.stringContaining('is not a backup'),
      });
      expect(await refusal(location.path)).toMatchObject({
        publicMessage: expect.stringContaining('is not a backup'),
      });
      expect(await refusal(directory())).toMatchObject({ code: 'invalid-input' });
      expect(await refusal(join(directory(), 'nothing'))).toMatchObject({ code: 'not-found' });
    });

    it.each([0.1, 0.3, 0.5, 0.9, 0.999])('when it ends after %f of it', async (share) => {
      await fill(store());
      await write();
      await truncate(file(), Math.floor((await stat(file())).size * share));
      expect(await refusal(file())).toMatchObject({
        code: 'invalid-input',
        publicMessage: expect.stringMatching(/damaged or incomplete/),
      });
    });

    it('when pages of it were spoilt', async () => {
      await fill(store());
      await write();
      const bytes = await readFile(file());
      bytes.fill(0x5a, 4096 * 10, 4096 * 12);
      await writeFile(file(), bytes);
      expect(await refusal(file())).toMatchObject({ publicMessage: expect.stringContaining('damaged') });
    });

    it('when a newer version made it', async () => {
      await write();
      const changed = new SqliteDatabase(file());
      changed.exec("insert into kysely_migration values ('999-later', '2030-01-01')");
      changed.close();
      expect(await refusal(file())).toMatchObject({
        code: 'outdated',
        publicMessage: expect.stringContaining('newer rounds (0.1.0)'),
      });
    });

    it('when the key is another one, or one person’s is', async () => {
      await write();
      const backup = await openBackupFile(file());
      expect(() => backup.checkKeys(createKeyRing([Buffer.alloc(32, 8)]))).toThrow(
        expect.objectContaining({
          code: 'wrong-key',
          publicMessage: expect.stringContaining(store().keyRing.keyId),
        }),
      );
      backup.close();
      const changed = new SqliteDatabase(file());
      changed.exec("update person set wrapped_key = zeroblob(61) where slug = 'berta'");
      changed.close();
      const spoilt = await openBackupFile(file());
      expect(() => spoilt.checkKeys(store().keyRing)).toThrow(expect.objectContaining({ code: 'wrong-key' }));
      spoilt.close();
    });
  });

  it('of an older version is brought to this one in a copy', async () => {
    await fill(store());
    await write();
    const older = new SqliteDatabase(file());
    older.exec(
      "drop table server_key; drop table push_subscription; drop table announcement; drop table share_access; drop table share_link; drop table round_usage; drop table red_flag; drop table digest; drop index page_by_day; drop table notification; drop table contact; drop table model_answer; drop index round_by_state; alter table round_step drop column heartbeat_at; delete from kysely_migration where name >= '004'",
    );
    older.close();
    const before = await readFile(file());
    const backup = await openBackupFile(file());
    expect(backup.isOlder).toBe(true);
    backup.close();
    const place = await sqliteSite();
    const db = await openDatabase(place.location, ignoreLostConnection);
    {
      await using copy = await migratedCopy(file(), directory());
      expect(await restoreBackup(copy.backup, db, { replace: false })).toMatchObject({ person: 2, page: 2 });
    }
    expect((await readFile(file())).equals(before)).toBe(true);
    expect(await readdir(directory())).toEqual(['b.backup']);
    await db.destroy();
    await place.remove();
  });

  describe('is taken back', () => {
    it('into an empty database only, or instead of everything there', async () => {
      await writeEverything(store(), store().anna);
      await write();
      const before = await contentOf(store().db);
      await writeEverything(store(), store().berta);
      await store().people.insert('clara', 'Europe/London');
      const after = await contentOf(store().db);
      const backup = await openBackupFile(file());
      await expect(restoreBackup(backup, store().db, { replace: false })).rejects.toMatchObject({
        code: 'conflict',
        publicMessage: expect.stringMatching(/3 people.*--replace/),
      });
      expect(await contentOf(store().db)).toEqual(after);
      await restoreBackup(backup, store().db, { replace: true });
      expect(await contentOf(store().db)).toEqual(before);
      backup.close();
    });

    it('whole or not at all', async () => {
      await fill(store());
      await write();
      await store().people.insert('clara', 'Europe/London');
      const before = await contentOf(store().db);
      const backup = await openBackupFile(file());
      for (const table of tablesParentsFirst) {
        const breaking: BackupFile = {
          ...backup,
          batches: (name) => {
            if (name === table) throw new Error('the power went');
            return backup.batches(name);
          },
        };
        const lacking: BackupFile = {
          ...backup,
          count: (name) => backup.count(name) + (name === table ? 1 : 0),
        };
        await expect(restoreBackup(breaking, store().db, { replace: true })).rejects.toThrow(
          'the power went',
        );
        await expect(restoreBackup(lacking, store().db, { replace: true })).rejects.toMatchObject({
          publicMessage: expect.stringContaining(table),
        });
      }
      expect(await contentOf(store().db)).toEqual(before);
      backup.close();
    });
  });

  it('leaves nothing behind when it cannot be finished', async () => {
    const { location } = store().site;
    if (location.kind !== 'sqlite') throw new Error('not here');
    await store().db.destroy();
    const spoilt = join(directory(), 'spoilt.db');
    await copyFile(location.path, spoilt);
    await truncate(spoilt, (await stat(spoilt)).size - 8192);
    await appendFile(spoilt, Buffer.alloc(8192, 0x5a));
    const out = join(directory(), 'out');
    await mkdir(out);
    await expect(
      writeBackup(store().db, { kind: 'sqlite', path: spoilt }, join(out, 'b.backup'), options),
    ).rejects.toThrow();
    expect(await readdir(out)).toEqual([]);
  });
});

/** Whoever is in it has their check-in in it too: both are written in turns, all the time. */
async function expectOneMoment(store: Store, file: string): Promise<void> {
  const padding = 'x'.repeat(20_000);
  const add = async (number: number) => {
    const person = await store.people.insert(`late-${number}`, 'Europe/London');
    await store.checkIns.upsert(person, [checkIn('2026-03-19', { mood: 1, notes: padding })]);
  };
  for (let number = 0; number < 150; number++) await add(number);
  let isDone = false;
  const backup = writeBackup(store.db, store.site.location, file, options).finally(() => {
    isDone = true;
  });
  let written = 150;
  while (!isDone) {
    await add(written++);
    // SQLite's answers come without a turn of the loop, and the backup needs turns.
    await setImmediate();
  }
  expect(written).toBeGreaterThan(150);
  const { people } = await backup;
  const made = await openBackupFile(file);
  made.checkKeys(store.keyRing);
  expect(made.count('person')).toBe(people);
  const lacking = people - 2 - made.count('check_in');
  expect([0, 1]).toContain(lacking);
  made.close();
}
