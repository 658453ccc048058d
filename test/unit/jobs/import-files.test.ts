import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPersonStore } from '../../../db/stores/person-store.ts';
import { loadKnowledge } from '../../../knowledge/load-knowledge.ts';
import { fileInMemory } from '../../../src/cli/source-files.ts';
import type { ImportedOutcome } from '../../../src/jobs/import-documents.ts';
import { importFile } from '../../../src/jobs/import-files.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { packageRoot } from '../../../src/shared/package-root.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

const store = setStore(sqliteSite);
const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));
const dependencies = () => ({ ...store(), knowledge, tell: async () => undefined });
const target = { slug: 'clara', timezone: 'Europe/Berlin' };

function take(name: string, text: string): Promise<ImportedOutcome> {
  const bytes = new TextEncoder().encode(text);
  return importFile(dependencies(), target, fileInMemory(`/home/clara/${name}`, bytes));
}

const takeJson = (name: string, value: unknown): Promise<ImportedOutcome> =>
  take(name, JSON.stringify(value));

async function takeFixture(name: string): Promise<ImportedOutcome> {
  const bytes = await readFile(new URL(`../../fixtures/sources/${name}`, import.meta.url));
  return importFile(dependencies(), target, fileInMemory(name, bytes));
}

async function clara() {
  return createPersonStore(store().db, store().keyRing, store().clock).get('clara');
}

async function series(from: string, to: string): Promise<Record<string, (number | null)[]>> {
  const loaded = await store().series.load(await clara(), parseDay(from), parseDay(to));
  return Object.fromEntries(
    [...loaded].map(([metric, { values }]) => [
      metric,
      [...values].map((value) => (Number.isNaN(value) ? null : value)),
    ]),
  );
}

/** All rows of the tables that an import writes to, as they lie there. */
async function rows(): Promise<unknown[]> {
  const { db } = store();
  return Promise.all(
    (['person', 'raw_document', 'check_in', 'profile_entry', 'series_block'] as const).map((table) =>
      db.selectFrom(table).selectAll().execute(),
    ),
  );
}

const sleepFile = {
  data: [
    { id: 'n1', day: '2026-03-18', type: 'long_sleep', average_hrv: 42, time_in_bed: 29_700 },
    { id: 'n2', day: '2026-03-19', type: 'long_sleep', average_hrv: 45, time_in_bed: 28_800 },
  ],
  next_token: null,
};
const checkInFile = 'day,mood,pain,notes\n2026-03-18,7,0,fine\n2026-03-19,6,2,\n';
const profileFile = {
  timezone: 'Europe/London',
  birthYear: 1956,
  medications: [{ name: 'Lisinopril', events: [{ day: '2025-06-01', action: 'start', dose: '10 mg' }] }],
  labs: [
    { day: '2026-01-12', analyte: 'Glucose', value: 5.1, unit: 'mmol/L' },
    { day: '2026-01-12', analyte: 'Glucose', value: 7.9, unit: 'mmol/L' },
  ],
};

describe('importing a file', () => {
  it('takes an Oura response in, for a person who is made by it', async () => {
    const outcome = await takeJson('sleep.json', sleepFile);
    expect(outcome).toMatchObject({ summary: '2 sleep documents: 2 new, 0 changed, 0 known', refusals: [] });
    expect(await clara()).toMatchObject({ slug: 'clara', timezone: 'Europe/Berlin' });
    expect(await series('2026-03-18', '2026-03-19')).toEqual({ hrv: [42, 45], timeInBed: [495, 480] });
  });

  it('takes check-ins in', async () => {
    const outcome = await take('checkins.csv', checkInFile);
    expect(outcome).toMatchObject({ summary: '2 check-ins: 2 new or changed, 0 known', refusals: [] });
    expect(await series('2026-03-18', '2026-03-19')).toEqual({ mood: [7, 6], pain: [0, 2] });
  });

  it('takes a profile in, and the time zone from it', async () => {
    const outcome = await takeFixture('profile.json');
    expect(outcome.refusals).toEqual([]);
    expect(outcome.summary).toBe('profile: 7 entries new or changed, 0 known, time zone Europe/London');
    expect((await clara()).timezone).toBe('Europe/London');
    const profile = await store().profiles.get(await clara());
    expect(profile).toMatchObject({
      birthYear: 1956,
      conditions: [{ name: 'Hypertension' }],
      medications: [{ name: 'Lisinopril' }],
      appointments: [{ clinician: 'Dr Okafor', questions: ['Why am I tired?'] }],
    });
  });

  it('takes laboratory results in from a table, and once', async () => {
    const table =
      'date,test,result,unit,range\n2026-01-08,TSH,2.1,mIU/L,0.4-4.0\n2026-01-08,CRP,<0.5,mg/L,\n';
    expect(await take('results.csv', table)).toMatchObject({
      summary: '2 lab results: 2 new or changed, 0 known',
      refusals: [],
    });
    expect((await take('results.csv', table)).summary).toBe('2 lab results: 0 new or changed, 2 known');
    expect((await store().profiles.get(await clara())).labs).toEqual([
      { day: '2026-01-08', analyte: 'CRP', value: 0.5, comparator: '<', unit: 'mg/L' },
      { day: '2026-01-08', analyte: 'TSH', value: 2.1, unit: 'mIU/L', low: 0.4, high: 4 },
    ]);
  });

  it('takes a health record in, and changes nothing by taking its files again in any order', async () => {
    const glucose = (effectiveDateTime: string, value: number) => ({
      resourceType: 'Bundle',
      entry: [
        { resource: { resourceType: 'Patient' } },
        {
          resource: {
            resourceType: 'Observation',
            status: 'final',
            code: { coding: [{ system: 'http://loinc.org', code: '2345-7' }] },
            effectiveDateTime,
            valueQuantity: { value, unit: 'mmol/L', code: 'mmol/L' },
          },
        },
      ],
    });
    const morning = glucose('2026-01-08T08:00:00+01:00', 5.1);
    const evening = glucose('2026-01-08T19:30:00+01:00', 7.9);
    expect(await takeJson('morning.json', morning)).toMatchObject({
      summary: 'health record: 1 entries new or changed, 0 known, 1 other resources left alone',
      refusals: [],
    });
    await takeJson('evening.json', evening);
    const before = await rows();
    await takeJson('evening.json', evening);
    await takeJson('morning.json', morning);
    expect(await rows()).toEqual(before);
    expect((await store().profiles.get(await clara())).labs).toEqual([
      { day: '2026-01-08', time: '08:00', analyte: 'Glucose', value: 5.1, unit: 'mmol/L' },
      { day: '2026-01-08', time: '19:30', analyte: 'Glucose', value: 7.9, unit: 'mmol/L' },
    ]);
  });

  it('lets what the person wrote of a medicine stand before a record’s bare name', async () => {
    await takeJson('profile.json', profileFile);
    const statement = (text: string) => ({
      resource: {
        resourceType: 'MedicationStatement',
        status: 'active',
        medicationCodeableConcept: { text },
      },
    });
    const { summary } = await takeJson('record.json', {
      resourceType: 'Bundle',
      entry: [statement('LISINOPRIL'), statement('Metformin')],
    });
    expect(summary).toBe('health record: 1 entries new or changed, 1 known, 0 other resources left alone');
    expect((await store().profiles.get(await clara())).medications).toEqual([
      profileFile.medications[0],
      { name: 'Metformin', events: [] },
    ]);
  });

  it('leaves the time zone alone where the profile names none or the same', async () => {
    await takeJson('profile.json', { birthYear: 1956 });
    expect((await clara()).timezone).toBe('Europe/Berlin');
    const outcome = await takeJson('profile.json', { timezone: 'Europe/Berlin' });
    expect(outcome.summary).not.toContain('time zone');
  });

  it('changes no byte when the same files come again', async () => {
    const all = async () => [
      await takeJson('sleep.json', sleepFile),
      await take('checkins.csv', checkInFile),
      await takeJson('profile.json', profileFile),
    ];
    await all();
    const before = await rows();
    store().clock.advance(86_400_000);
    expect((await all()).map(({ summary }) => summary)).toEqual([
      '2 sleep documents: 0 new, 0 changed, 2 known',
      '2 check-ins: 0 new or changed, 2 known',
      'profile: 0 entries new or changed, 4 known',
    ]);
    expect(await rows()).toEqual(before);
  });

  it('adds to a person who is there, and to no other', async () => {
    const before = await store().people.get('anna');
    await importFile(
      dependencies(),
      { slug: 'anna', timezone: 'Asia/Tokyo' },
      fileInMemory('c.csv', Buffer.from(checkInFile)),
    );
    expect(await store().people.list()).toHaveLength(2);
    expect(await store().people.get('anna')).toMatchObject({ id: before.id, timezone: 'Europe/London' });
    const span = [parseDay('2026-03-18'), parseDay('2026-03-19')] as const;
    expect(await store().checkIns.list(store().anna, ...span)).toHaveLength(2);
    expect(await store().checkIns.list(store().berta, ...span)).toEqual([]);
  });

  it('changes only the day of a night that was rewritten, and what stands on it', async () => {
    await takeJson('sleep.json', sleepFile);
    const [first, second] = sleepFile.data;
    const outcome = await takeJson('sleep-later.json', { data: [first, { ...second, average_hrv: 40 }] });
    expect(outcome.summary).toBe('2 sleep documents: 0 new, 1 changed, 1 known');
    expect(await series('2026-03-18', '2026-03-19')).toEqual({ hrv: [42, 40], timeInBed: [495, 480] });
  });

  it('clears the scores that an edited check-in no longer holds', async () => {
    await take('checkins.csv', checkInFile);
    const outcome = await take('checkins.csv', checkInFile.replace('2026-03-19,6,2,', '2026-03-19,6,,'));
    expect(outcome.summary).toBe('2 check-ins: 1 new or changed, 1 known');
    expect(await series('2026-03-18', '2026-03-19')).toEqual({ mood: [7, 6], pain: [0, null] });
  });
});

describe('what cannot be taken', () => {
  it.each([
    ['a picture', 'holiday.jpg', '\u0000\u0001JFIF'],
    ['a text', 'letter.txt', 'Dear doctor, I take Metoprolol.'],
    ['nothing', 'empty.json', ''],
    ['broken JSON', 'sleep.json', '{"data": [{"id": "n1", "day": "2026-03-18",'],
    ['other JSON', 'package.json', '{"name": "x", "version": "1"}'],
    ['documents of no known collection', 'x.json', '{"data": [{"id": "1", "colour": "red"}]}'],
  ])('%s leaves nobody behind, and is named but not quoted', async (_what, name, text) => {
    const outcome = await take(name, text);
    expect(outcome.summary).toBe('not recognised');
    expect(outcome.refusals).toHaveLength(1);
    expect(outcome.refusals[0]?.file).toBe(name);
    expect(JSON.stringify(outcome)).not.toMatch(/Metoprolol|colour|2026-03-18/);
    expect((await store().people.list()).map(({ slug }) => slug)).toEqual(['anna', 'berta']);
  });

  it('is a record of several people: nobody is made of it', async () => {
    const of = (resourceType: string, reference: string) => ({
      resource: { resourceType, subject: { reference } },
    });
    const entry = [of('Observation', 'Patient/1'), of('Condition', 'Patient/2')];
    const outcome = await takeJson('record.json', { resourceType: 'Bundle', entry });
    expect(outcome.refusals).toMatchObject([{ file: 'record.json', record: 'file' }]);
    expect(await store().people.list()).toHaveLength(2);
  });

  it('of documents leaves the good ones beside it', async () => {
    const outcome = await takeJson('sleep.json', {
      data: [
        sleepFile.data[0],
        { ...sleepFile.data[1], day: '2026-02-30' },
        'n3',
        { ...sleepFile.data[1], id: 'n4', average_hrv: 'Metoprolol' },
      ],
    });
    expect(outcome.summary).toBe('2 sleep documents: 2 new, 0 changed, 0 known');
    expect(outcome.refusals.map(({ record, field }) => `${record} ${field}`)).toEqual([
      'document 2 day',
      'document 3 ',
      'document n4 average_hrv',
    ]);
    expect(JSON.stringify(outcome)).not.toContain('Metoprolol');
    expect(await series('2026-03-18', '2026-03-19')).toEqual({ hrv: [42, null], timeInBed: [495, 480] });
  });

  it('of check-ins leaves the good cells and lines beside it', async () => {
    const outcome = await take('c.csv', 'day,mood,pain\n2026-03-18,11,3\n18 March,5,5\n2026-03-19,6,x\n');
    expect(outcome.refusals.map(({ record, field }) => `${record} ${field}`)).toEqual([
      'line 2 mood',
      'line 3 day',
      'line 4 pain',
    ]);
    expect(await series('2026-03-18', '2026-03-19')).toEqual({ mood: [null, 6], pain: [3, null] });
  });

  it('of a profile leaves the good entries beside it', async () => {
    const outcome = await takeJson('profile.json', {
      ...profileFile,
      timezone: 'Europe/Atlantis',
      labs: [...profileFile.labs, { day: 'yesterday', analyte: 'x', value: 1, unit: 'y' }],
    });
    expect(outcome.refusals.map(({ field }) => field).sort()).toEqual(['labs[2].day', 'timezone']);
    expect((await clara()).timezone).toBe('Europe/Berlin');
    const { labs, medications } = await store().profiles.get(await clara());
    expect(labs.map(({ value }) => value)).toEqual([5.1, 7.9]);
    expect(medications).toHaveLength(1);
  });

  it('in one file does not keep the next from being taken', async () => {
    await take('letter.txt', 'Dear doctor');
    expect((await takeJson('sleep.json', sleepFile)).refusals).toEqual([]);
    expect(await series('2026-03-18', '2026-03-19')).toMatchObject({ hrv: [42, 45] });
  });

  it('is a person whose name cannot be one', async () => {
    const named = importFile(
      dependencies(),
      { slug: '../x', timezone: 'UTC' },
      fileInMemory('c.csv', Buffer.from(checkInFile)),
    );
    await expect(named).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await store().people.list()).toHaveLength(2);
  });
});
