import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { personTables } from '../../db/schema/index.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { seriesOf } from '../../src/jobs/custom-metrics.ts';
import { exportedTables, leftOutTables } from '../../src/jobs/export/tables.ts';
import { exportData } from '../../src/jobs/export-data.ts';
import { recordCustomObservation } from '../../src/jobs/record-custom-observations.ts';
import { recordDocuments } from '../../src/jobs/record-observations.ts';
import { addDays, parseDay } from '../../src/shared/day.ts';
import { adjustableClock } from '../support/adjustable-clock.ts';
import { openAppAt, type Place, runAt } from '../support/cli-in-process.ts';
import { giveData } from '../support/pipeline/pipeline.ts';
import { describeWithService } from '../support/services/available.ts';
import { observation } from '../support/stores/custom-observations.ts';
import { writeEverything } from '../support/stores/people.ts';
import { checkIn, sleepDocument } from '../support/stores/samples.ts';
import { setStore } from '../support/stores/stage.ts';
import { setTempDirectory } from '../support/temp-directory.ts';
import { postgresSite, scratchSite } from '../support/test-database.ts';
import { readZip } from '../support/zip/read-zip.ts';

const directory = setTempDirectory();
const options = { version: '0.1.0', onFile: () => undefined };
const clock = adjustableClock('2026-03-21T06:00:00.000Z');

describe('what a person takes along', () => {
  const store = setStore(scratchSite);
  const exported = async (person: Person, name = 'all.zip') => {
    const path = join(directory(), name);
    await exportData(store(), person, path, options);
    return { path, files: await readZip(path) };
  };
  const json = (files: ReadonlyMap<string, string>, name: string) => JSON.parse(files.get(name) ?? '');

  it('has a place for every table that holds something of a person, or a reason to leave it out', async () => {
    const known = [...Object.keys(exportedTables), ...Object.keys(leftOutTables)];
    expect(known.sort()).toEqual([...personTables].sort());
    await writeEverything(store(), store().anna);
    const { files } = await exported(store().anna);
    const manifest: { files: { name: string; rows: number }[] } = json(files, 'manifest.json');
    for (const place of Object.values(exportedTables)) {
      const there = manifest.files.filter(({ name }) => name.startsWith(place));
      expect([place, there.some(({ rows }) => rows > 0)]).toEqual([place, true]);
    }
  });

  it('tells of every file its size and digest, and explains each of them', async () => {
    await writeEverything(store(), store().anna);
    const { path, files } = await exported(store().anna);
    const manifest = json(files, 'manifest.json');
    expect(manifest).toMatchObject({
      format: 'rounds-export',
      rounds: '0.1.0',
      person: { name: 'anna', timezone: 'Europe/London', createdAt: '2026-03-20T06:00:00.000Z' },
    });
    const told = manifest.files.map(({ name, bytes, sha256 }: Record<string, unknown>) => [
      name,
      bytes,
      sha256,
    ]);
    const own = [...files].filter(([name]) => name !== 'manifest.json');
    expect(told).toEqual(
      own.map(([name, text]) => [
        name,
        Buffer.byteLength(text),
        createHash('sha256').update(text).digest('hex'),
      ]),
    );
    const folders = own.map(([name]) => (name.includes('/') ? `${name.split('/')[0]}/` : name));
    for (const name of new Set(folders))
      if (name !== 'README.md') expect(files.get('README.md')).toContain(name);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(directory())).toEqual(['all.zip']);
  });

  it('keeps the words of the source to the byte, and what stood there before', async () => {
    const { anna, rawDocuments } = store();
    const text = '{"id":"s1", "day":"2026-03-19",\n "efficiency":9.0e1, "tag":"Schlaf \\u00e4"}';
    await rawDocuments.upsert(anna, [{ ...sleepDocument('s1', '2026-03-19'), body: JSON.parse(text), text }]);
    await rawDocuments.upsert(anna, [sleepDocument('s1', '2026-03-19', { efficiency: 91 })]);
    await rawDocuments.upsert(anna, [sleepDocument('s2', '2026-03-20')]);
    const gone = { ...sleepDocument('s2', '2026-03-20'), day: undefined, body: { id: 's2', deleted: true } };
    await rawDocuments.upsert(anna, [gone]);
    const { files } = await exported(anna);
    expect(json(files, 'raw/oura/sleep.json')).toEqual({
      data: [{ id: 's1', day: '2026-03-19', efficiency: 91 }],
    });
    const versions = (files.get('raw-versions/oura/sleep.jsonl') ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const recordedAt = '2026-03-20T06:00:00.000Z';
    expect(versions).toEqual([
      { documentId: 's1', revision: 1, day: '2026-03-19', recordedAt, isCurrent: false, text },
      { documentId: 's1', revision: 2, day: '2026-03-19', recordedAt, isCurrent: true },
      {
        documentId: 's2',
        revision: 1,
        day: '2026-03-20',
        recordedAt,
        isCurrent: false,
        text: '{"id":"s2","day":"2026-03-20"}',
      },
      { documentId: 's2', revision: 2, recordedAt, isCurrent: true },
    ]);
  });

  it('has what was said at any time, and says which of it stands', async () => {
    const { anna, checkIns, profiles } = store();
    await checkIns.upsert(anna, [
      checkIn('2026-03-19', { mood: 5, notes: 'tired, "very"' }),
      checkIn('2026-03-18', { mood: 2 }),
    ]);
    await checkIns.upsert(anna, [checkIn('2026-03-19', { mood: 6 }), checkIn('2026-03-18')]);
    await profiles.upsert(anna, [{ kind: 'birth-year', value: 1960 }]);
    store().clock.advance(3_600_000);
    await profiles.upsert(anna, [{ kind: 'birth-year', value: 1961 }]);
    const { files } = await exported(anna);
    expect(files.get('check-ins.csv')).toBe(
      'day,reporter,mood,energy,fatigue,pain,symptoms,notes\n2026-03-19,self,6,,,,,\n',
    );
    expect(json(files, 'check-ins.json').checkIns).toMatchObject([
      { day: '2026-03-19', reporter: 'self', mood: 6 },
    ]);
    expect(json(files, 'check-in-history.json').versions).toMatchObject([
      { day: '2026-03-18', revision: 1, mood: 2 },
      { day: '2026-03-18', revision: 2 },
      { day: '2026-03-19', revision: 1, mood: 5, notes: 'tired, "very"' },
      { day: '2026-03-19', revision: 2, mood: 6 },
    ]);
    expect(json(files, 'profile.json')).toMatchObject({ timezone: 'Europe/London', birthYear: 1961 });
    expect(json(files, 'profile-history.json').versions).toEqual([
      {
        kind: 'birth-year',
        value: 1960,
        recordedAt: '2026-03-20T06:00:00.000Z',
        supersededAt: '2026-03-20T07:00:00.000Z',
      },
      { kind: 'birth-year', value: 1961, recordedAt: '2026-03-20T07:00:00.000Z' },
    ]);
  });

  it('holds no token, no key and nothing of anybody else', async () => {
    const { anna, berta, connections, contacts } = store();
    await writeEverything(store(), anna);
    await connections.upsert(anna, {
      accessToken: 'acc-zork',
      refreshToken: 'ref-zork',
      expiresAt: '2026-04-01T00:00:00Z',
      scopes: ['daily'],
    });
    await contacts.upsert(berta, { email: 'berta-only@example.net' });
    await contacts.upsert(anna, { ntfy: 'https://who:pass-zork@ntfy.example.org/topic?auth=auth-zork' });
    const { files } = await exported(anna);
    const all = [...files.values()].join('\n');
    expect(json(files, 'connection.json').oura).toEqual({ state: 'connected', permissions: ['daily'] });
    expect(json(files, 'contact.json')).toEqual({ ntfy: 'https://ntfy.example.org/topic' });
    for (const secret of [
      'acc-zork',
      'ref-zork',
      'pass-zork',
      'auth-zork',
      'verifier',
      'state of anna',
      'berta-only',
    ])
      expect(all).not.toContain(secret);
  });

  it('is the same to the byte when nothing has changed, and a valid archive when there is nothing', async () => {
    await writeEverything(store(), store().anna);
    const [first, second] = [await exported(store().anna, '1.zip'), await exported(store().anna, '2.zip')];
    expect((await readFile(first.path)).equals(await readFile(second.path))).toBe(true);
    const { files } = await exported(store().berta);
    expect(json(files, 'profile.json')).toMatchObject({ timezone: 'America/New_York', conditions: [] });
    expect(files.get('daily.csv')).toBe('day,metric,value,unit,source\n');
  });

  it('leaves nothing behind when it is broken off', async () => {
    const { anna, rawDocuments, db } = store();
    await rawDocuments.upsert(anna, [sleepDocument('s1', '2026-03-19')]);
    await db
      .updateTable('raw_document')
      .set({ body: Buffer.from('torn') as never })
      .execute();
    await expect(exported(anna)).rejects.toMatchObject({ code: 'wrong-key' });
    expect(await readdir(directory())).toEqual([]);
    // The one connection is free again.
    expect(await store().people.list()).toHaveLength(2);
  });
});

describeWithService('postgres', 'what a person takes along, from PostgreSQL', (url) => {
  const store = setStore(() => postgresSite(url()));

  it('is the same as from SQLite, record for record', async () => {
    await writeEverything(store(), store().anna);
    const path = join(directory(), 'all.zip');
    await exportData(store(), store().anna, path, options);
    const files = await readZip(path);
    const manifest: { files: { name: string; rows: number }[] } = JSON.parse(
      files.get('manifest.json') ?? '',
    );
    const rows = manifest.files.map(({ name, rows }) => [name.replace(/-[0-9a-f-]{36}/, ''), rows]);
    expect(Object.fromEntries(rows)).toMatchObject({
      'check-ins.json': 1,
      'daily.csv': 2,
      'findings/2026-03-20-nightly.json': 1,
      'interpretations/2026-03-20-nightly.json': 1,
      'pages/2026-03-20-nightly.json': 1,
      'digests/2026-03-22.json': 1,
      'raw/oura/sleep.json': 2,
      'raw-versions/oura/sleep.jsonl': 3,
    });
  });
});

describe('an export that is taken in again', () => {
  it('gives the same profile, check-ins and series to somebody new in another place', async () => {
    const [here, there] = ['here', 'there'].map((name): Place => ({ home: join(directory(), name), clock }));
    if (here === undefined || there === undefined) throw new Error('two places');
    {
      await using app = await openAppAt(here);
      const anna = await app.people.insert('anna', 'America/New_York');
      await giveData(app, anna);
      const days = ['2026-03-01', '2026-03-02'].map((text, index) => ({
        source: 'apple-health' as const,
        collection: 'daily',
        documentId: text,
        day: parseDay(text),
        body: { metrics: { steps: { value: 5000 + index, samples: 3, source: 'phone' } } },
      }));
      await recordDocuments(app, anna, days);
      // 19:00 of the day before in New York, though it is midnight in UTC.
      await recordCustomObservation(app, anna, observation('2026-03-08T19:00:00-05:00', 2));
      await recordCustomObservation(app, anna, observation('2026-03-10T00:00:00Z', 3));
    }
    const made = await runAt(here, ['export-data', '--person', 'anna']);
    expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining('not encrypted') });
    const zip = join(here.home, 'rounds-anna-2026-03-21.zip');
    expect(made.stdout).toMatch(/^.*rounds-anna-2026-03-21\.zip \(.+B\): \d+ files, \d+ records\n$/);
    expect(await runAt(here, ['export-data', '--person', 'anna'])).toMatchObject({ code: 1 });

    const taken = await runAt(there, ['import', zip, '--person', 'copy', '--timezone', 'Asia/Tokyo']);
    expect(taken.stderr).toBe('');
    expect(taken.stdout).toContain('other files left alone');
    await using first = await openAppAt(here);
    await using second = await openAppAt(there);
    const [anna, copy] = [await first.people.get('anna'), await second.people.get('copy')];
    expect(copy.timezone).toBe('America/New_York');
    expect(await second.profiles.get(copy)).toEqual(await first.profiles.get(anna));
    const [from, to] = [addDays(parseDay('2026-03-20'), -400), parseDay('2026-03-20')];
    const told = async (app: typeof first, person: Person) =>
      (await app.checkIns.list(person, from, to)).map(({ recordedAt: _, ...rest }) => rest);
    const checkIns = await told(first, anna);
    expect(checkIns.length).toBeGreaterThan(100);
    expect(await told(second, copy)).toEqual(checkIns);
    const series = await seriesOf(first, anna, from, to);
    expect(series.size).toBeGreaterThan(20);
    expect([...series.keys()]).toContain('custom:coffee');
    expect(await seriesOf(second, copy, from, to)).toEqual(series);
    const raw = await second.series.load(copy, from, to);
    expect(raw.get('steps@apple-health')?.values.at(-20)).toBe(5000);
  });

  it('is known as well when somebody has unpacked it', async () => {
    const place: Place = { home: join(directory(), 'home'), clock };
    const folder = join(directory(), 'unpacked');
    await mkdir(join(folder, 'raw', 'oura'), { recursive: true });
    const files: [string, string][] = [
      ['manifest.json', '{\n  "format": "rounds-export"\n}\n'],
      ['README.md', '# all of it'],
      ['daily.csv', 'day,metric,value,unit,source\n'],
      ['profile.json', '{"timezone":"Asia/Tokyo","birthYear":1960}'],
      ['check-ins.json', '{"checkIns":[{"day":"2026-03-19","mood":5}]}'],
      [
        'raw/oura/daily_stress.json',
        '{"data":[{"id":"a","day":"2026-03-19","stress_high":60,"recovery_high":0}]}',
      ],
    ];
    for (const [name, text] of files) await writeFile(join(folder, name), text);
    const taken = await runAt(place, ['import', folder, '--person', 'copy']);
    expect(taken).toMatchObject({ code: 0, stderr: '' });
    expect(taken.stdout).toContain('1 daily_stress documents: 1 new');
    expect(taken.stdout).toContain('3 other files left alone');
    expect((await runAt(place, ['people'])).stdout).toBe('copy\tAsia/Tokyo\n');
  });

  it('takes from another archive what it always took, whatever that calls a manifest', async () => {
    const home = join(directory(), 'other');
    await runAt({ home, clock }, ['people']);
    const path = join(directory(), 'notes.zip');
    const { writeZip } = await import('../support/zip/write-zip.ts');
    await writeFile(
      path,
      writeZip([
        { name: 'manifest.json', data: '{"format":"something else"}' },
        { name: 'mine.csv', data: 'day,mood\n2026-03-19,5\n' },
      ]),
    );
    const taken = await runAt({ home, clock }, ['import', path, '--person', 'dora']);
    expect(taken.stdout).toContain('1 check-ins');
    expect(taken.stderr).toContain('manifest.json');
  });
});
