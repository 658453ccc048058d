import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { generateDemoPerson } from '../../src/demo/person/generate.ts';
import type { Page } from '../../src/domain/page.ts';
import type { Day } from '../../src/shared/day.ts';
import { household, rounds } from '../support/cli.ts';
import { describeWithService } from '../support/services/available.ts';
import { setTempDirectory } from '../support/temp-directory.ts';

const temp = setTempDirectory();
const lastDay = '2026-03-20' as Day;
const person = generateDemoPerson({ lastDay, seed: 1 });

/** The whole path of one person: files in, a round through the queue, the page out. */
async function pageOn(name: string, settings: NodeJS.ProcessEnv): Promise<Pick<Page, 'points' | 'findings'>> {
  const house = household(join(temp(), name), settings);
  mkdirSync(house.directory);
  for (const [collection, data] of Object.entries(person.oura.documents)) {
    writeFileSync(join(house.directory, `${collection}.json`), JSON.stringify({ data, next_token: null }));
  }
  writeFileSync(join(house.directory, 'checkins.csv'), person.checkInsCsv);
  writeFileSync(join(house.directory, 'profile.json'), JSON.stringify(person.profile));
  expect((await rounds(house, 'import', house.directory, '--person', 'edith')).code).toBe(0);
  const round = await rounds(house, 'round', '--person', 'edith', '--as-of', lastDay);
  expect(round.stderr).not.toMatch(/unexpected/i);
  expect(round.code).toBe(0);
  const { stdout } = await rounds(house, 'report', '--person', 'edith', '--format', 'json');
  const { points, findings } = JSON.parse(stdout) as Page;
  return { points, findings };
}

describeWithService('redis', 'a round on Redis', (url) => {
  it('comes to the same page as on the embedded queue', async () => {
    expect(await pageOn('redis', { QUEUE_URL: url() })).toEqual(await pageOn('embedded', {}));
  }, 60_000);
});

describeWithService('postgres', 'a round on PostgreSQL', (url) => {
  it('comes to the same page as on SQLite and the embedded queue', async () => {
    const served = await pageOn('postgres', { QUEUE_URL: url(), DATABASE_URL: url() });
    expect(served).toEqual(await pageOn('embedded', {}));
  }, 60_000);
});
