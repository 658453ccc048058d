import { expect, it } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { personTables, type Schema } from '../../../db/schema/index.ts';
import type { Person } from '../../../db/stores/person-store.ts';
import { createRawDocumentStore } from '../../../db/stores/raw-document-store.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { raised } from './red-flags.ts';
import {
  browser,
  checkIn,
  days,
  digest,
  findingsReport,
  interpretation,
  page,
  sleepDocument,
  value,
} from './samples.ts';
import type { Store } from './stage.ts';

export function describePeople(store: () => Store): void {
  it('finds a person by name and by id, in any case with a vault that opens what was sealed before', async () => {
    const { people, anna } = store();
    const place = { table: 'note', column: 'body', row: '1' };
    const sealed = anna.vault.seal(place, { text: 'mine' });
    const found = await people.get('anna');
    expect(found).toMatchObject({ id: anna.id, slug: 'anna', timezone: 'Europe/London' });
    expect(found.createdAt).toBe('2026-03-20T06:00:00.000Z');
    expect(found.vault.open(place, sealed)).toEqual({ text: 'mine' });
    expect((await people.getById(anna.id)).vault.open(place, sealed)).toEqual({ text: 'mine' });
    expect((await people.find('anna'))?.id).toBe(anna.id);
  });

  it('says plainly that somebody is not there', async () => {
    const { people } = store();
    expect(await people.find('clara')).toBeUndefined();
    await expect(people.get('clara')).rejects.toMatchObject({
      code: 'not-found',
      publicMessage: expect.stringContaining('"clara"'),
    });
    await expect(people.getById('no-such-id')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('lists people by name, without their keys', async () => {
    const { people, anna, berta } = store();
    await people.insert('aaron', 'Asia/Tokyo');
    const list = await people.list();
    expect(list.map(({ slug }) => slug)).toEqual(['aaron', 'anna', 'berta']);
    expect(list[1]).toEqual({
      id: anna.id,
      slug: 'anna',
      timezone: 'Europe/London',
      createdAt: '2026-03-20T06:00:00.000Z',
    });
    expect(list[2]?.id).toBe(berta.id);
  });

  it('refuses a name that is taken, and leaves the person who has it alone', async () => {
    const { people, anna } = store();
    await expect(people.insert('anna', 'Asia/Tokyo')).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await people.get('anna')).toMatchObject({ id: anna.id, timezone: 'Europe/London' });
  });

  it.each(['', 'Anna', 'anna b', '-anna', '../anna', `a${'b'.repeat(63)}`])(
    'refuses the name %j',
    async (slug) => {
      const { people } = store();
      await expect(people.insert(slug, 'Europe/London')).rejects.toMatchObject({ code: 'invalid-input' });
      expect(await people.list()).toHaveLength(2);
    },
  );

  it('moves one person to another time zone', async () => {
    const { people, anna } = store();
    await people.updateTimezone(anna, 'Europe/Lisbon');
    expect((await people.list()).map(({ timezone }) => timezone)).toEqual([
      'Europe/Lisbon',
      'America/New_York',
    ]);
  });

  it('erases every row of a person and none of anybody else', async () => {
    const { db, people, anna, berta } = store();
    await writeEverything(store(), anna);
    await writeEverything(store(), berta);
    const before = await rowsByPerson(db, berta);
    const keyCheck = await db.selectFrom('key_check').selectAll().execute();
    expect(Object.values(await rowsByPerson(db, anna)).every((count) => count > 0)).toBe(true);

    await people.delete(anna);

    expect(Object.values(await rowsByPerson(db, anna)).every((count) => count === 0)).toBe(true);
    expect(await rowsByPerson(db, berta)).toEqual(before);
    expect((await people.list()).map(({ slug }) => slug)).toEqual(['berta']);
    expect(await db.selectFrom('key_check').selectAll().execute()).toEqual(keyCheck);
  });

  it('knows of every table that holds something of a person', async () => {
    const tables = (await store().db.introspection.getTables()).filter(({ columns }) =>
      columns.some(({ name }) => name === 'person_id'),
    );
    expect(tables.map(({ name }) => name).sort()).toEqual([...personTables].sort());
  });

  it('takes nothing more for a person who was erased meanwhile', async () => {
    const { db, people, rawDocuments, series, checkIns, profiles, connections, rounds, anna } = store();
    const tokens = { accessToken: 'a', refreshToken: 'r', expiresAt: '2026-03-21T00:00:00Z', scopes: [] };
    await people.delete(anna);
    const gone = { code: 'not-found' };
    await expect(rawDocuments.upsert(anna, [sleepDocument('s1', '2026-03-19')])).rejects.toMatchObject(gone);
    await expect(checkIns.upsert(anna, [checkIn('2026-03-19', { mood: 5 })])).rejects.toMatchObject(gone);
    await expect(profiles.upsert(anna, [{ kind: 'birth-year', value: 1970 }])).rejects.toMatchObject(gone);
    const change = { days: days('2026-03-19'), metrics: ['hrv'], values: [value('hrv', '2026-03-19', 42)] };
    await expect(series.write(anna, change)).rejects.toMatchObject(gone);
    await expect(people.delete(anna)).rejects.toMatchObject(gone);
    await expect(connections.upsert(anna, tokens)).rejects.toThrow();
    await expect(rounds.upsert(anna, 'nightly:2026-03-20', parseDay('2026-03-20'))).rejects.toThrow();
    expect(Object.values(await rowsByPerson(db, anna)).every((count) => count === 0)).toBe(true);
  });

  it('cannot open what belongs to somebody else', async () => {
    const { db, rawDocuments, anna, berta, clock } = store();
    await rawDocuments.upsert(anna, [sleepDocument('s1', '2026-03-19')]);
    const stolen = createRawDocumentStore(db, clock);
    const asIfAnna: Person = { ...berta, id: anna.id };
    const day = parseDay('2026-03-19');
    await expect(stolen.list(asIfAnna, ['sleep'], day, day)).rejects.toMatchObject({ code: 'wrong-key' });
  });
}

/** At least one row in each of the tables. */
export async function writeEverything(store: Store, person: Person): Promise<void> {
  const { rawDocuments, checkIns, profiles, series, connections, rounds, steps, clock } = store;
  await rawDocuments.upsert(person, [sleepDocument('s1', '2026-03-19'), sleepDocument('s2', '2026-03-20')]);
  await rawDocuments.upsert(person, [sleepDocument('s1', '2026-03-19', { efficiency: 90 })]);
  await checkIns.upsert(person, [checkIn('2026-03-19', { mood: 5 })]);
  await profiles.upsert(person, [{ kind: 'condition', value: { name: 'asthma' } }]);
  await series.write(person, {
    days: days('2025-12-31', '2026-01-01'),
    metrics: ['hrv'],
    values: [value('hrv', '2025-12-31', 42), value('hrv', '2026-01-01', 43)],
  });
  await connections.upsert(person, {
    accessToken: 'access',
    refreshToken: 'refresh',
    expiresAt: '2026-03-21T00:00:00Z',
    scopes: ['daily'],
  });
  await store.syncMarks.extend(person, 'sleep', {
    coveredFrom: parseDay('2025-01-01'),
    heardUntil: undefined,
  });
  await store.authorisations.insert(person, {
    state: `state of ${person.slug}`,
    codeVerifier: 'verifier',
    redirectUri: 'http://localhost:8321/oauth/callback',
    scopes: ['daily'],
  });
  const announced = {
    personId: person.id,
    collection: 'sleep',
    documentId: 's1',
    operation: 'create' as const,
  };
  await store.webhookEvents.insert(announced, clock.now().toISOString());
  await store.modelAnswers.keep(person, 'asked', { value: 'said', inputTokens: 1, outputTokens: 1 });
  const round = await rounds.upsert(person, 'nightly:2026-03-20', parseDay('2026-03-20'));
  await store.roundUsages.reserve(round, { tokens: 1, cost: 0 }, { tokens: 1 });
  const claim = await steps.claim(round.id, person.id, 'analyse');
  if (claim === undefined) throw new Error('a fresh step can be claimed');
  await steps.finish(claim, async (transaction) => {
    const set = { engine: '1', dataHash: 'hash', report: findingsReport };
    await store.findings.insert(transaction, person, round.id, set);
    await store.interpretations.insert(transaction, person, round.id, interpretation('sleep'));
    await store.pages.put(transaction, person, round.id, page('2026-03-20'));
  });
  await store.contacts.upsert(person, { email: 'somebody@example.net' });
  await store.notifications.insert({ personId: person.id, kind: 'page', about: round.id }, 'mail');
  await store.digests.insert(person, digest('2026-03-22'));
  await store.redFlags.insertAll(person, [raised('2026-03-20')]);
  const token = `token of ${person.slug}`;
  const body = { label: 'for Dr Reyes' };
  await store.shares.insert(person, token, {
    roundId: round.id,
    expiresAt: '2026-04-03T06:00:00.000Z',
    body,
  });
  const link = await store.shares.findOpen(token);
  if (link === undefined) throw new Error('a fresh link is open');
  await store.shares.log(link, 'page', 'shown');
  await store.announcements.insert(person, round, { isTold: true, news: [], farOff: [], connection: 'none' });
  await store.pushSubscriptions.upsert(person, browser('https://push.example.org/1'));
}

async function rowsByPerson(db: Database, person: Person): Promise<Partial<Record<keyof Schema, number>>> {
  const counts: Partial<Record<keyof Schema, number>> = {};
  for (const table of personTables) {
    const rows = await db.selectFrom(table).select('person_id').where('person_id', '=', person.id).execute();
    counts[table] = rows.length;
  }
  return counts;
}
