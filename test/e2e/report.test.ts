import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adjustableClock } from '../support/adjustable-clock.ts';
import { enterAppointment, madeFor } from '../support/appointment-pages.ts';
import { household, rounds } from '../support/cli.ts';
import { openAppAt } from '../support/cli-in-process.ts';
import { makeTempDirectory, removeDirectory } from '../support/temp-directory.ts';

let directory: string;
beforeAll(async () => {
  directory = await makeTempDirectory();
});
afterAll(() => removeDirectory(directory));

it('a page is the same files in processes of other zones, languages and days', async () => {
  const house = household(directory, {
    ROUNDS_KEY_FILE: '',
    ROUNDS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  });
  await mkdir(house.home, { recursive: true, mode: 0o700 });
  const clock = adjustableClock('2020-03-20T18:00:00.000Z');
  const app = await openAppAt({ home: house.home, clock });
  const person = await app.people.insert('edith', 'Europe/London');
  await enterAppointment(app, person, '2020-03-21');
  await madeFor(app, person, '2020-03-21', '2020-03-20');
  await app[Symbol.asyncDispose]();

  const filesOf = async (name: string, environment: NodeJS.ProcessEnv) => {
    const out = join(directory, name);
    const formats = ['--format', 'pdf,html,md,patient,json,fhir,csv'];
    const args = ['report', '-p', 'edith', '--appointment', '2020-03-21', ...formats, '--out', out];
    const { code, stderr } = await rounds(
      { ...house, environment: { ...house.environment, ...environment } },
      ...args,
    );
    expect([code, stderr.split('\n').length]).toEqual([0, 11]);
    const names = (await readdir(out)).sort();
    return Promise.all(
      names.map(async (file) => [file, (await readFile(join(out, file))).toString('latin1')]),
    );
  };
  const [first, second] = await Promise.all([
    filesOf('first', { TZ: 'Europe/London', LANG: 'en_GB.UTF-8' }),
    filesOf('second', { TZ: 'Pacific/Auckland', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' }),
  ]);
  expect(second).toEqual(first);
});
