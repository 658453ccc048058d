import { expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../db/database.ts';
import { checkKey } from '../../../db/stores/key-check.ts';
import { isUniqueViolation, withTransaction } from '../../../db/transaction.ts';
import { createKeyRing } from '../../../src/vault/key-ring.ts';
import { ignoreLostConnection, type Store } from './stage.ts';

/** Opening a database: its key, its schema, its transactions. */
export function describeOpening(store: () => Store): void {
  const keyRows = () => store().db.selectFrom('key_check').selectAll().execute();
  const otherKey = createKeyRing([Buffer.alloc(32, 8)]);

  it('keeps the first key and knows it again', async () => {
    const { db, keyRing } = store();
    await Promise.all([checkKey(db, keyRing), checkKey(db, keyRing)]);
    const rows = await keyRows();
    await checkKey(db, keyRing);
    expect(rows).toHaveLength(1);
    expect(await keyRows()).toEqual(rows);
  });

  it('refuses another key, names both by their ids and changes nothing', async () => {
    const { db, keyRing } = store();
    await checkKey(db, keyRing);
    const rows = await keyRows();
    await expect(checkKey(db, otherKey)).rejects.toMatchObject({
      code: 'wrong-key',
      publicMessage: expect.stringMatching(
        new RegExp(`they want key ${keyRing.keyId}, this is ${otherKey.keyId}`),
      ),
    });
    expect(await keyRows()).toEqual(rows);
    await checkKey(db, keyRing);
  });

  it('opens a second time without a change', async () => {
    const { db, site, people } = store();
    const tables = await tableNames(db);
    const again = await openDatabase(site.location, ignoreLostConnection);
    expect(await tableNames(again)).toEqual(tables);
    expect(await again.selectFrom('person').select('slug').execute()).toHaveLength(2);
    await again.destroy();
    expect(await people.list()).toHaveLength(2);
  });

  it('refuses data of a newer version instead of touching them', async () => {
    const { db, site } = store();
    await db
      .insertInto('kysely_migration' as 'key_check')
      .values({ name: '999-later', timestamp: '2030-01-01' } as never)
      .execute();
    await expect(openDatabase(site.location, ignoreLostConnection)).rejects.toMatchObject({
      code: 'internal',
      publicMessage: expect.stringContaining('use the version that wrote it'),
    });
  });

  it('undoes everything of a transaction that fails', async () => {
    const { db, people } = store();
    const failing = withTransaction(db, async (transaction) => {
      await transaction.updateTable('person').set({ timezone: 'Asia/Tokyo' }).execute();
      await transaction.deleteFrom('person').where('slug', '=', 'berta').execute();
      throw new Error('power cut');
    });
    await expect(failing).rejects.toThrow('power cut');
    expect((await people.list()).map(({ slug, timezone }) => `${slug} ${timezone}`)).toEqual([
      'anna Europe/London',
      'berta America/New_York',
    ]);
  });

  it('keeps what a transaction did, and gives its result', async () => {
    const { db, people } = store();
    const result = await withTransaction(db, async (transaction) => {
      await transaction.updateTable('person').set({ timezone: 'Asia/Tokyo' }).execute();
      return 'done';
    });
    expect(result).toBe('done');
    expect((await people.get('anna')).timezone).toBe('Asia/Tokyo');
  });

  it('tells a key that is taken from other mistakes', async () => {
    const { db, anna } = store();
    const row = await db.selectFrom('person').selectAll().where('id', '=', anna.id).executeTakeFirstOrThrow();
    const failure = (values: typeof row) =>
      db
        .insertInto('person')
        .values(values)
        .execute()
        .then(
          () => undefined,
          (error: unknown) => error,
        );
    expect(isUniqueViolation(await failure({ ...row, slug: 'other' }))).toBe(true);
    expect(isUniqueViolation(await failure({ ...row, id: 'other' }))).toBe(true);
    expect(isUniqueViolation(await failure({ ...row, id: 'x', slug: 'x', timezone: null as never }))).toBe(
      false,
    );
    expect(isUniqueViolation(new Error('23505'))).toBe(false);
  });

  it('keeps no row whose person is not there', async () => {
    const { db } = store();
    const orphan = { person_id: 'nobody', metric: 'hrv', year: 2026, updated_at: 'now', body: Buffer.of(1) };
    await expect(
      db
        .insertInto('series_block')
        .values(orphan as never)
        .execute(),
    ).rejects.toThrow();
  });
}

async function tableNames(db: Database): Promise<string[]> {
  return (await db.introspection.getTables()).map(({ name }) => name).sort();
}
