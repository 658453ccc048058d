import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../knowledge/load-knowledge.ts';
import { fileInMemory, fileOnDisk } from '../../../src/cli/source-files.ts';
import { generateDemoPerson } from '../../../src/demo/person/generate.ts';
import { seriesOf } from '../../../src/jobs/custom-metrics.ts';
import type { ImportedOutcome } from '../../../src/jobs/import-documents.ts';
import { importFile } from '../../../src/jobs/import-files.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { packageRoot } from '../../../src/shared/package-root.ts';
import { writeExportCsv } from '../../support/export-csv.ts';
import { setStore } from '../../support/stores/stage.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';
import { sqliteSite } from '../../support/test-database.ts';
import { writeZip, type ZipPart } from '../../support/zip/write-zip.ts';
import { quantity } from '../sources/apple-health/export-text.ts';

const store = setStore(sqliteSite);
const temp = setTempDirectory();
const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));
const target = { slug: 'clara', timezone: 'Europe/Berlin' };
const dependencies = () => ({ ...store(), knowledge, tell: async () => undefined });

async function importZip(parts: readonly ZipPart[]): Promise<ImportedOutcome> {
  const path = join(temp(), 'export.zip');
  await writeFile(path, writeZip(parts));
  return importFile(dependencies(), target, await fileOnDisk(path, () => undefined));
}

async function valuesOn(day: string): Promise<Record<string, number>> {
  const clara = await store().people.get('clara');
  const series = await seriesOf(store(), clara, parseDay(day), parseDay(day));
  return Object.fromEntries([...series].map(([metric, { values }]) => [metric, values[0] as number]));
}

const { oura } = generateDemoPerson({ lastDay: parseDay('2026-03-20'), days: 20, seed: 4 });
const table = (name: string, collection: string): ZipPart => ({
  name: `App Data/${name}.csv`,
  data: writeExportCsv(oura.documents[collection] ?? []),
});
/** Opening it would be told: its checksum is a lie. */
const never = (name: string): ZipPart => ({ name, data: 'card;4711\n', checksum: 1 });

describe('an account export of Oura’s', () => {
  it('gives the same days as the API, and its payments and places are never opened', async () => {
    const outcome = await importZip([
      table('sleepmodel', 'sleep'),
      table('dailyactivity', 'daily_activity'),
      { name: 'App Data/heartrate.csv', data: 'timestamp;bpm;source\n2026-03-19T10:00:00.000Z;61;awake\n' },
      never('Subscriptions/account.csv'),
      never('App Data/rawlocation.csv'),
    ]);
    expect(outcome.refusals).toEqual([]);
    expect(outcome.summary).toContain('heartrate.csv: 1 heartrate documents: 1 new');
    expect(outcome.summary).toContain('2 other files left alone');
    const night = oura.documents.sleep?.find(
      ({ day, type }) => day === '2026-03-18' && type === 'long_sleep',
    );
    expect(await valuesOn('2026-03-18')).toMatchObject({
      hrv: night?.average_hrv,
      totalSleep: Number(night?.total_sleep_duration) / 60,
    });
  });

  it('meets the documents of the API under the same ids', async () => {
    const json = JSON.stringify({ data: oura.documents.sleep });
    await importFile(dependencies(), target, fileInMemory('sleep.json', Buffer.from(json)));
    const outcome = await importZip([table('sleepmodel', 'sleep')]);
    const count = oura.documents.sleep?.length;
    expect(outcome.summary).toContain(`${count} sleep documents: 0 new, 0 changed, ${count} known`);
  });

  it('with a damaged table keeps the others and names it', async () => {
    const outcome = await importZip([
      { ...table('dailyspo2', 'daily_spo2'), checksum: 1 },
      table('sleepmodel', 'sleep'),
    ]);
    expect(outcome.refusals.map(({ file }) => file)).toEqual(['dailyspo2.csv']);
    expect(outcome.summary).toContain('dailyspo2.csv: not taken');
    expect(await valuesOn('2026-03-18')).toHaveProperty('hrv');
  });
});

const xml = (...records: string[]): string =>
  `<?xml version="1.0"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData ANY>\n]>\n<HealthData locale="de_DE">\n${records.join('')}</HealthData>\n`;

describe('an export of Apple Health', () => {
  const steps = (day: string, count: number) =>
    quantity('StepCount', `${day} 10:00:00`, count, { end: `${day} 10:10:00`, unit: 'count' });

  it('is taken from its archive, and from the bare file, with the same end', async () => {
    const data = xml(steps('2026-03-10', 4000), steps('2026-03-11', 5000));
    const outcome = await importZip([
      { name: 'apple_health_export/export_cda.xml', data: '<broken' },
      { name: 'apple_health_export/export.xml', data },
    ]);
    expect(outcome.refusals).toEqual([]);
    expect(outcome.summary).toContain('2 daily documents: 2 new');
    expect(await valuesOn('2026-03-10')).toEqual({ steps: 4000 });
    const again = await importFile(dependencies(), target, fileInMemory('Export.xml', Buffer.from(data)));
    expect(again.summary).toContain('0 new, 0 changed, 2 known');
  });

  it('stands beside the ring and never in the same series', async () => {
    const activity = Array.from({ length: 3 }, (_, index) => ({
      id: `a${index}`,
      day: `2026-03-1${index}`,
      steps: 900,
      active_calories: 100,
      class_5_min: '2'.repeat(288),
    }));
    const json = Buffer.from(JSON.stringify({ data: activity }));
    await importFile(dependencies(), target, fileInMemory('daily_activity.json', json));
    await importZip([
      { name: 'export.xml', data: xml(steps('2026-03-10', 4000), steps('2026-03-09', 5000)) },
    ]);
    expect(await valuesOn('2026-03-10')).toMatchObject({ steps: 900 });
    const clara = await store().people.get('clara');
    const series = await seriesOf(store(), clara, parseDay('2026-03-08'), parseDay('2026-03-12'));
    expect([...(series.get('steps')?.values ?? [])]).toEqual([Number.NaN, Number.NaN, 900, 900, 900]);
  });

  it('that is none, or plays tricks, is refused in one line', async () => {
    const trick = '<?xml version="1.0"?><!DOCTYPE HealthData [<!ENTITY a "b">]><HealthData>&a;</HealthData>';
    const outcome = await importFile(dependencies(), target, fileInMemory('export.xml', Buffer.from(trick)));
    expect(outcome.summary).toBe('not taken');
    expect(outcome.refusals).toHaveLength(1);
    expect(await store().people.find('clara')).toBeUndefined();
  });
});

describe('any other archive', () => {
  it('is a folder: its files are recognised one by one', async () => {
    const checkIns = 'day,mood\n2026-03-18,7\n';
    const outcome = await importZip([
      { name: 'mine/checkins.csv', data: checkIns },
      { name: 'mine/photo.jpg', data: 'x' },
      { name: 'mine/broken.json', data: '{"data": [' },
    ]);
    expect(await valuesOn('2026-03-18')).toEqual({ mood: 7 });
    expect(outcome.refusals.map(({ file }) => file)).toEqual(['broken.json']);
  });

  it('that holds an archive, nothing, or a name that leads out is refused in one line', async () => {
    const inner = writeZip([{ name: 'a.json', data: '{}' }]);
    for (const parts of [
      [{ name: 'inner.json', data: inner }],
      [{ name: 'photo.jpg', data: 'x' }],
      [{ name: '../../etc/passwd.json', data: '[]' }],
    ]) {
      const { refusals } = await importZip(parts);
      expect(refusals).toHaveLength(1);
      expect(refusals[0]?.reason).not.toMatch(/\n/);
    }
    expect(await store().people.find('clara')).toBeUndefined();
  });
});
