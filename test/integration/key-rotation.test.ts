import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/database.ts';
import { emptyLog } from '../../db/empty-log.ts';
import { checkKey } from '../../db/stores/key-check.ts';
import { createStores, type Stores } from '../../db/stores/stores.ts';
import { changeMasterKey } from '../../src/jobs/change-master-key.ts';
import { rewrapEverybody } from '../../src/jobs/rotate-keys.ts';
import { fixedClock } from '../../src/shared/clock.ts';
import { parseDay } from '../../src/shared/day.ts';
import { createKeyRing, type KeyRing, type WrappedKey } from '../../src/vault/key-ring.ts';
import { loadMasterKeys, type MasterKeySource } from '../../src/vault/master-key.ts';
import { describeWithService } from '../support/services/available.ts';
import { checkIn } from '../support/stores/samples.ts';
import { ignoreLostConnection } from '../support/stores/stage.ts';
import { setTempDirectory } from '../support/temp-directory.ts';
import { type DatabaseSite, postgresSite, scratchSite } from '../support/test-database.ts';

const day = parseDay('2026-03-19');
const nothing = () => undefined;

/** One running program: its connection, and the keys it read when it began. */
interface Running extends Stores {
  readonly db: Database;
  readonly keyRing: KeyRing;
}

/** `together`: several connections of one process can write at once, which with SQLite takes several processes. */
function describeRotation(createSite: () => Promise<DatabaseSite>, together: boolean): void {
  const directory = setTempDirectory();
  const running: Running[] = [];
  let site: DatabaseSite;
  let source: MasterKeySource & { kind: 'file' };
  beforeEach(async () => {
    site = await createSite();
    source = { kind: 'file', path: join(directory(), 'keys', 'master.key') };
  });
  afterEach(async () => {
    for (const { db } of running.splice(0)) await db.destroy();
    await site.remove();
  });

  const start = async (): Promise<Running> => {
    const db = await openDatabase(site.location, ignoreLostConnection);
    const keyRing = createKeyRing(loadMasterKeys(source, { mayCreate: true }), () =>
      loadMasterKeys(source, { mayCreate: false }),
    );
    const stores = createStores(db, keyRing, fixedClock('2026-03-20T06:00:00.000Z'));
    running.push({ ...stores, db, keyRing });
    await checkKey(db, keyRing);
    return { ...stores, db, keyRing };
  };
  const addPeople = async ({ people, checkIns }: Running, from: number, to: number) => {
    for (let number = from; number < to; number++) {
      const person = await people.insert(`person-${number}`, 'Europe/London');
      await checkIns.upsert(person, [checkIn(day, { mood: number % 11, notes: `note ${number}` })]);
    }
  };
  const notesOf = async ({ people, checkIns }: Stores) => {
    const notes: string[] = [];
    for (const { slug } of await people.list()) {
      notes.push((await checkIns.list(await people.get(slug), day, day))[0]?.notes ?? 'nothing');
    }
    return notes.sort();
  };
  const notes = (count: number) => Array.from({ length: count }, (_, number) => `note ${number}`).sort();
  const linesOfFile = async () => (await readFile(source.path, 'utf8')).trim().split('\n');

  it('leaves everything readable with the new key, and nothing with the old one', async () => {
    const program = await start();
    await addPeople(program, 0, 12);
    const oldKeys = loadMasterKeys(source, { mayCreate: false });
    const before = await program.db.selectFrom('person').select(['id', 'wrapped_key']).execute();

    const change = await changeMasterKey(program.keys, source, nothing);

    expect(change).toMatchObject({ people: 12, oldKeyIds: [createKeyRing(oldKeys).keyId] });
    expect(await linesOfFile()).toHaveLength(1);
    expect(await readFile(change.keptAt[0] ?? '', 'utf8')).toBe(`${oldKeys[0]?.toString('base64')}\n`);
    expect(await notesOf(await start())).toEqual(notes(12));
    const old = createKeyRing(oldKeys);
    const rows = [
      ...(await program.db.selectFrom('person').select(['id', 'wrapped_key as wrapped']).execute()),
      ...(await program.db.selectFrom('key_check').select(['id', 'wrapped']).execute()),
    ];
    expect(rows).toHaveLength(13);
    for (const { id, wrapped } of rows) {
      expect(() => old.personVault(id, { keyId: old.keyId, wrapped: wrapped as WrappedKey })).toThrow();
    }
    if (site.location.kind === 'sqlite') {
      await emptyLog(program.db, site.location);
      const file = await readFile(site.location.path);
      const log = await readFile(`${site.location.path}-wal`);
      expect(before.filter((row) => file.includes(row.wrapped_key) || log.includes(row.wrapped_key))).toEqual(
        [],
      );
    }
  });

  it('changes nothing that is sealed, and no data key', async () => {
    const program = await start();
    await addPeople(program, 0, 3);
    const sealed = () => program.db.selectFrom('check_in').selectAll().orderBy('person_id').execute();
    const before = await sealed();
    const anna = await program.people.get('person-0');
    await changeMasterKey(program.keys, source, nothing);
    expect(await sealed()).toEqual(before);
    expect((await (await start()).people.get('person-0')).vault.digest('x')).toBe(anna.vault.digest('x'));
  });

  it('is taken up by programs that were running before, for what they read and for whom they add', async () => {
    const [worker, operator] = [await start(), await start()];
    await addPeople(worker, 0, 2);
    await changeMasterKey(operator.keys, source, nothing);
    expect(await notesOf(worker)).toEqual(notes(2));
    const late = await start();
    await changeMasterKey(operator.keys, source, nothing);
    // The first thing this one does after the change is to add somebody.
    await addPeople(late, 2, 3);
    expect(await linesOfFile()).toHaveLength(1);
    expect(await notesOf(await start())).toEqual(notes(3));
  });

  if (together) describeTogether();

  it('refuses when the key was changed from a place with another key file', async () => {
    const here = await start();
    await addPeople(here, 0, 2);
    const copy = await readFile(source.path, 'utf8');
    await changeMasterKey(here.keys, source, nothing);
    source = { kind: 'file', path: join(directory(), 'copy.key') };
    await writeFile(source.path, copy, { mode: 0o600 });
    await expect(start()).rejects.toMatchObject({ code: 'wrong-key' });
    const ring = createKeyRing(loadMasterKeys(source, { mayCreate: false }));
    const stale = createStores(here.db, ring, fixedClock('2026-03-20T06:00:00.000Z'));
    await expect(changeMasterKey(stale.keys, source, nothing)).rejects.toMatchObject({ code: 'wrong-key' });
    await expect(rewrapEverybody(stale.keys, nothing)).rejects.toMatchObject({ code: 'wrong-key' });
    await expect(stale.people.insert('late', 'Europe/London')).rejects.toMatchObject({ code: 'wrong-key' });
    expect(await readFile(source.path, 'utf8')).toBe(copy);
  });

  it('does not follow a key file that somebody replaced by mistake', async () => {
    const program = await start();
    await addPeople(program, 0, 2);
    const right = await readFile(source.path, 'utf8');
    await writeFile(source.path, `${Buffer.alloc(32, 9).toString('base64')}\n`);
    await expect(rewrapEverybody(program.keys, nothing)).rejects.toMatchObject({ code: 'wrong-key' });
    await writeFile(source.path, right);
    expect(await rewrapEverybody(program.keys, nothing)).toBe(0);
    expect(await notesOf(await start())).toEqual(notes(2));
  });

  it('goes on from wherever it was broken off', async () => {
    const program = await start();
    await addPeople(program, 0, 240);
    let people = 240;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.boolean(), async (batches, addsSomebody) => {
        let seen = 0;
        const breakOff = () => {
          seen += 1;
          if (seen === batches) throw new Error('the power went');
        };
        await expect(changeMasterKey((await start()).keys, source, breakOff)).rejects.toThrow(
          'the power went',
        );
        expect(await linesOfFile()).toHaveLength(2);
        const half = await start();
        if (addsSomebody) await addPeople(half, people, ++people);
        expect((await half.people.get(`person-${people - 1}`)).slug).toBe(`person-${people - 1}`);
        await changeMasterKey((await start()).keys, source, nothing);
        expect(await linesOfFile()).toHaveLength(1);
        const uses = await (await start()).keys.list();
        expect(uses).toMatchObject([{ people, isCurrent: true, isAtHand: true }]);
      }),
      { numRuns: 4, seed: 5 },
    );
    expect(await notesOf(await start())).toEqual(notes(people));
  });

  it('says whose key is missing, keeps the older lines and moves everybody else', async () => {
    const program = await start();
    await addPeople(program, 0, 3);
    await program.db.updateTable('person').set({ key_id: 'f00d' }).where('slug', '=', 'person-1').execute();
    await expect(changeMasterKey(program.keys, source, nothing)).rejects.toMatchObject({
      code: 'wrong-key',
      publicMessage: expect.stringContaining('1 under f00d'),
    });
    expect(await linesOfFile()).toHaveLength(2);
    expect(await program.keys.list()).toMatchObject([
      { people: 2, isCurrent: true },
      { people: 0, isCurrent: false },
      { keyId: 'f00d', people: 1, isAtHand: false },
    ]);
  });

  function describeTogether(): void {
    it('wraps nobody with a key that is put away, however many are added meanwhile', async () => {
      const [one, other, operator] = [await start(), await start(), await start()];
      await addPeople(operator, 0, 5);
      await Promise.all([
        addPeople(one, 5, 15),
        addPeople(other, 15, 25),
        changeMasterKey(operator.keys, source, nothing).then(() =>
          changeMasterKey(operator.keys, source, nothing),
        ),
      ]);
      const fresh = await start();
      expect(await linesOfFile()).toHaveLength(1);
      expect(await notesOf(fresh)).toEqual(notes(25));
      expect(await fresh.keys.list()).toEqual([
        { keyId: fresh.keyRing.keyId, people: 25, isCurrent: true, isAtHand: true },
      ]);
    });

    it('loses no key when two operators begin at once', async () => {
      const [one, other] = [await start(), await start()];
      await addPeople(one, 0, 5);
      const changes = await Promise.all(
        [one, other].map(({ keys }) => changeMasterKey(keys, source, nothing)),
      );
      expect(changes.flatMap(({ keptAt }) => keptAt).length).toBeGreaterThan(0);
      expect(await notesOf(await start())).toEqual(notes(5));
      expect(await linesOfFile()).toHaveLength(1);
    });
  }

  describe('with keys that are no file', () => {
    const key = (number: number) => Buffer.alloc(32, number).toString('base64');

    it.each([
      ['ROUNDS_MASTER_KEY', (...keys: string[]) => ({ kind: 'value', text: keys.join(',') }) as const],
      [
        'a command',
        (...keys: string[]) => ({ kind: 'command', command: `printf '${keys.join('\\n')}'` }) as const,
      ],
    ])('comes under the first of %s once there are two', async (_name, sourceOf) => {
      const db = await openDatabase(site.location, ignoreLostConnection);
      const storesWith = (keys: MasterKeySource) =>
        createStores(
          db,
          createKeyRing(loadMasterKeys(keys, { mayCreate: false })),
          fixedClock('2026-03-20T06:00:00.000Z'),
        );
      try {
        const [old, both, fresh] = [sourceOf(key(1)), sourceOf(key(2), key(1)), sourceOf(key(2))];
        const before = storesWith(old);
        await before.people.insert('anna', 'Europe/London');
        await expect(changeMasterKey(before.keys, old, nothing)).rejects.toMatchObject({
          code: 'invalid-config',
          publicMessage: expect.stringContaining('Make a new one'),
        });
        // Until the change is asked for, people come under the key that every process knows.
        await storesWith(both).people.insert('berta', 'Europe/London');
        expect((await before.people.get('berta')).slug).toBe('berta');

        const change = await changeMasterKey(storesWith(both).keys, both, nothing);

        expect(change).toMatchObject({ people: 2, keptAt: [] });
        expect((await storesWith(fresh).people.get('anna')).slug).toBe('anna');
        await expect(before.people.get('anna')).rejects.toMatchObject({ code: 'wrong-key' });
        expect(await changeMasterKey(storesWith(both).keys, both, nothing)).toMatchObject({ people: 0 });
      } finally {
        await db.destroy();
      }
    });
  });
}

describe('changing the master key on SQLite', () => describeRotation(scratchSite, false));

describeWithService('postgres', 'changing the master key on PostgreSQL', (url) =>
  describeRotation(() => postgresSite(url()), true),
);
