import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateDemoPerson } from '../../src/demo/person/generate.ts';
import { findingsReportSchema } from '../../src/domain/finding.ts';
import { systemClock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import { type Household, household, rounds } from '../support/cli.ts';
import { runAt } from '../support/cli-in-process.ts';
import { setTempDirectory } from '../support/temp-directory.ts';

const temp = setTempDirectory();
const lastDay = '2026-03-20' as Day;
const person = generateDemoPerson({ lastDay, seed: 3 });

function writeExport(house: Household): string {
  const folder = join(house.directory, 'export');
  mkdirSync(folder);
  for (const [index, data] of Object.values(person.oura.documents).entries()) {
    // Names say nothing: what a file is must be seen from its content.
    writeFileSync(join(folder, `response (${index}).json`), JSON.stringify({ data, next_token: null }));
  }
  writeFileSync(join(folder, 'morning.csv'), person.checkInsCsv);
  writeFileSync(join(folder, 'about.json'), JSON.stringify(person.profile));
  return folder;
}

const analyse = async (house: Household, asOf: string = lastDay): Promise<string> =>
  (await rounds(house, 'analyze', '--person', 'edith', '--as-of', asOf, '--json')).stdout;

describe('rounds import', () => {
  it('takes a folder in by content, and a second time changes nothing', async () => {
    const house = household(temp());
    const folder = writeExport(house);
    const first = await rounds(house, 'import', folder, '--person', 'edith');
    expect(first.stderr).toBe('');
    expect(first.code).toBe(0);
    const findings = await analyse(house);
    const second = await rounds(house, 'import', folder, '--person', 'edith');
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(/0 new, 0 changed/);
    expect(second.stdout).not.toMatch(/[1-9]\d* (new|changed)/);
    expect(await analyse(house)).toBe(findings);
  }, 60_000);

  it('keeps the good beside the malformed, names what and where without quoting it, and exits with 1', async () => {
    const house = household(temp());
    const file = join(house.directory, 'checkins.csv');
    writeFileSync(
      file,
      'day,mood,energy,fatigue,pain,symptoms,notes\n2026-03-01,5,5,5,5,,secret words\n2026-03-02,5,eleven,5,5,,\n2026-03-33,1,1,1,1,,\n2026-03-04,6,6,,6,,\n',
    );
    writeFileSync(join(house.directory, 'broken.json'), '{"data": [ {"id": 1, ');
    const { code, stdout, stderr } = await rounds(house, 'import', file, 'broken.json', '--person', 'edith');
    expect(code).toBe(1);
    expect(stdout).toContain('3 check-ins: 3 new');
    expect(stderr).toMatch(/checkins\.csv, line 3, energy/);
    expect(stderr).toMatch(/checkins\.csv, line 4, day/);
    expect(stderr).toMatch(/broken\.json/);
    expect(stderr).not.toMatch(/secret|eleven/);
    expect(JSON.parse(await analyse(house, '2026-03-05')).coverage.checkInsUsed).toBe(3);
  });

  it('follows a circle of links once and names what cannot be read', async () => {
    const house = household(temp());
    const folder = join(house.directory, 'export');
    mkdirSync(join(folder, 'sub'), { recursive: true });
    symlinkSync('..', join(folder, 'sub', 'up'));
    symlinkSync('nowhere', join(folder, 'sub', 'broken'));
    writeFileSync(join(folder, 'checkins.csv'), 'day,mood\n2026-01-01,5\n');
    const result = await rounds(house, 'import', folder, '--person', 'edith');
    expect(result.stdout).toContain('1 check-ins: 1 new');
    expect(result.stderr).toContain('refused: broken: cannot be read');
    expect(result.code).toBe(1);
  });

  it('makes nobody of files that say nothing', async () => {
    const house = household(temp());
    writeFileSync(join(house.directory, 'holiday.txt'), 'sea and sand');
    expect((await rounds(house, 'import', 'holiday.txt', '--person', 'edith')).code).toBe(1);
    expect((await rounds(house, 'people')).stdout).toBe('');
  });
});

describe('rounds analyze', () => {
  it('prints the findings object and nothing else, the same for the same day, blind to what came later', async () => {
    const house = household(temp());
    await rounds(house, 'import', writeExport(house), '--person', 'edith');
    const before = await analyse(house, '2026-02-20');
    const report = findingsReportSchema.parse(JSON.parse(before));
    expect(report).toMatchObject({ person: 'edith', asOf: '2026-02-20', timezone: 'Europe/London' });
    const cut = household(join(temp(), 'cut'));
    mkdirSync(cut.directory);
    const folder = writeExport(cut);
    for (const index of Object.keys(person.oura.documents).keys()) {
      const path = join(folder, `response (${index}).json`);
      const { data } = JSON.parse(readFileSync(path, 'utf8')) as {
        data: { day?: string; start_day?: string }[];
      };
      const known = data.filter(({ day, start_day }) => (day ?? start_day ?? '') <= '2026-02-20');
      writeFileSync(path, JSON.stringify(known));
    }
    const lines = person.checkInsCsv.split('\n');
    writeFileSync(
      join(folder, 'morning.csv'),
      lines.filter((line, index) => index === 0 || line.slice(0, 10) <= '2026-02-20').join('\n'),
    );
    await rounds(cut, 'import', folder, '--person', 'edith');
    expect(await analyse(cut, '2026-02-20')).toBe(before);
  }, 60_000);
});

describe('refusals', () => {
  it.each([
    ['an unknown person', ['analyze', '--person', 'nobody', '--json'], 3, /no person called "nobody"/],
    ['a day that is none', ['analyze', '--person', 'x', '--as-of', '2026-02-30'], 2, /YYYY-MM-DD/],
    ['a path that is not there', ['import', 'nowhere', '--person', 'x'], 1, /nothing at/],
    ['a missing option', ['analyze'], 2, /--person/],
    ['the demo’s name', ['import', 'x.csv', '--person', 'demo'], 2, /demo's own name/],
    ['a format that is none', ['report', '--person', 'x', '--format', 'doc'], 2, /no format/],
    ['a person’s name that cannot be one', ['import', 'x.csv', '--person', 'Ä/..'], 1, /small letters/],
  ])('answers %s with one clear line', async (_name, args, code, line) => {
    writeFileSync(join(temp(), 'x.csv'), 'day,mood\n2026-01-01,5\n');
    const result = await runAt({ home: temp(), clock: systemClock }, args);
    expect(result.code).toBe(code);
    expect(result.stdout).toBe('');
    expect(result.stderr).toMatch(line);
  });

  it('refuses a wrong key, changes nothing, and says so in one line', async () => {
    const house = household(temp());
    await rounds(house, 'init');
    const keyed = (name: string, value: string): Household => ({
      ...house,
      environment: { ...house.environment, ROUNDS_KEY_FILE: undefined, [name]: value },
    });
    const wrong = await rounds(keyed('ROUNDS_MASTER_KEY', Buffer.alloc(32, 7).toString('base64')), 'people');
    expect(wrong).toMatchObject({ code: 4, stdout: '' });
    expect(wrong.stderr.trim().split('\n')).toHaveLength(1);
    const missing = await rounds(keyed('ROUNDS_KEY_FILE', join(house.directory, 'lost.key')), 'people');
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('lost.key');
    expect((await rounds(house, 'people')).code).toBe(0);
  });

  it('refuses contradictory settings by both names', async () => {
    const house = household(temp(), { ROUNDS_MASTER_KEY: 'x' });
    const { code, stderr } = await rounds(house, 'people');
    expect(code).toBe(2);
    expect(stderr).toMatch(/ROUNDS_MASTER_KEY and ROUNDS_KEY_FILE/);
  });
});
