import { chmod, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AdjustableClock, adjustableClock } from '../../support/adjustable-clock.ts';
import { enterAppointment, madeFor } from '../../support/appointment-pages.ts';
import { openAppAt, runAt } from '../../support/cli-in-process.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';

const temp = setTempDirectory();
let clock: AdjustableClock;
const HOUR_MS = 3_600_000;
const place = () => ({ home: join(temp(), 'home'), clock });
const report = (...args: string[]) => runAt(place(), ['report', '-p', 'edith', ...args]);

async function filesIn(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, (await readFile(join(folder, name))).toString('latin1')]),
    ),
  );
}

beforeEach(async () => {
  // Monday evening in London; the visit is on Tuesday.
  clock = adjustableClock('2026-03-23T18:00:00.000Z');
  await using app = await openAppAt(place());
  const person = await app.people.insert('edith', 'Europe/London');
  await enterAppointment(app, person, '2026-03-24');
  await madeFor(app, person, '2026-03-24', '2026-03-23');
});

describe('rounds report --appointment', () => {
  const formats = ['--format', 'pdf,html,md,patient,json,fhir,csv'];

  it('writes the page that was made the evening before, named for the visit, and the same bytes the next day', async () => {
    const folder = join(temp(), 'own');
    await mkdir(folder);
    await chmod(folder, 0o755);
    const first = await report('--appointment', 'next', ...formats, '--out', folder);
    expect(first).toMatchObject({ code: 0, stdout: '' });
    const names = [
      'daily.csv',
      'fhir-bundle.json',
      'findings.csv',
      'patient-page.html',
      'patient-page.pdf',
      'talking-points.html',
      'talking-points.json',
      'talking-points.md',
      'talking-points.pdf',
    ].map((name) => `edith-2026-03-24-${name}`);
    const files = await filesIn(folder);
    expect(Object.keys(files)).toEqual(names);
    for (const name of names) expect(first.stderr).toContain(`${join(folder, name)}\n`);
    expect(files['edith-2026-03-24-talking-points.md']).toContain('shift of hrv');
    // The folder is somebody's own, the files in it are for them alone.
    expect((await stat(folder)).mode & 0o777).toBe(0o755);
    expect((await stat(join(folder, names[0] ?? ''))).mode & 0o777).toBe(0o600);

    clock.advance(15 * HOUR_MS);
    const again = join(temp(), 'again');
    expect((await report('--appointment', '2026-03-24', ...formats, '--out', again)).code).toBe(0);
    expect(await filesIn(again)).toEqual(files);
  });

  it('writes beside what was made by itself where no folder is named, on the paper that is asked for', async () => {
    expect((await report('--appointment', 'next', '--format', 'pdf', '--paper', 'letter')).code).toBe(0);
    const own = join(place().home, 'reports', 'edith', 'appointments', '2026-03-24');
    const letter = (await filesIn(own))['talking-points.pdf'] ?? '';
    expect(letter).toMatch(/MediaBox \[0 0 612(\.00)? 792/);
    expect((await report('--appointment', 'next', '--format', 'pdf')).code).toBe(0);
    expect((await filesIn(own))['talking-points.pdf']).toMatch(/MediaBox \[0 0 595/);
  });

  it('keeps to the page of a visit that has passed', async () => {
    clock.advance(40 * 24 * HOUR_MS);
    const { code, stderr } = await report('--appointment', '2026-03-24');
    expect([code, stderr]).toEqual([0, 'The page of 2026-03-23, made for the appointment on 2026-03-24.\n']);
    const next = await report('--appointment', 'next');
    expect(next.code).toBe(3);
    expect(next.stderr).toMatch(
      /^There is no appointment after 2026-05-02\. Enter it: .*rounds profile -p edith --add\n$/,
    );
  });

  it.each([
    [['--appointment', 'tomorrow'], 2, /A day is written YYYY-MM-DD/],
    [['--appointment', '2026-04-01'], 3, /no appointment on 2026-04-01/],
    [['--appointment', 'next', '--as-of', '2026-03-24'], 1, /has not come yet/],
    [['--appointment', 'next', '--format', 'pdf,doc'], 2, /There is no format "doc"/],
    [['--appointment', 'next', '--paper', 'a3', '--format', 'pdf'], 2, /Allowed choices are a4, letter/],
    [['--appointment', 'next', '--out', 'here'], 2, /--format says what/],
  ])('refuses %s', async (args, code, line) => {
    const refused = await report(...args);
    expect(refused.code).toBe(code);
    expect(refused.stderr).toMatch(line);
  });
});

describe('rounds report --share', () => {
  const shared = (environment: Record<string, string>, ...args: string[]) =>
    runAt({ ...place(), environment }, ['report', '-p', 'edith', '--appointment', 'next', ...args]);
  const shareUrl = { ROUNDS_SHARE_URL: 'https://rounds.example' };
  const links = async () => {
    await using app = await openAppAt(place());
    return await app.shares.list(await app.people.get('edith'));
  };

  it('makes a link to this very page, for as long as it is asked, and no link unless it is', async () => {
    expect((await shared(shareUrl, '--format', 'html')).code).toBe(0);
    expect(await links()).toEqual([]);
    const { code, stderr } = await shared(shareUrl, '--format', 'html', '--share', '3');
    expect(code).toBe(0);
    const [link] = await links();
    expect(link).toMatchObject({ expiresAt: '2026-03-26T18:00:00.000Z' });
    expect(stderr).toContain(`valid until 2026-03-26 18:00. To end it: rounds share --revoke ${link?.id}`);
  });

  it('is refused where nothing is shared, and where there is no sheet to print on', async () => {
    const refused = await shared({}, '--format', 'pdf', '--share', '3');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('ROUNDS_SHARE_URL')]);
    expect((await shared(shareUrl, '--format', 'csv', '--share', '3')).code).toBe(2);
    expect(await links()).toEqual([]);
  });
});

describe('rounds report', () => {
  it('prints the page as JSON, and writes it where a folder is named', async () => {
    const { stdout } = await report('--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'rounds.page/1', asOf: '2026-03-23' });
    expect((await report('--format', 'json', '--out', temp())).stdout).toBe('');
    expect(await readdir(join(temp(), 'edith', '2026-03-23'))).toEqual(['talking-points.json']);
  });

  it.each([
    ['2026-02-01', 'There is no page of 2026-02-01 for edith. Make it: rounds round --person edith --as-of'],
    ['2026-03-23', ''],
  ])('says of %s whether there is a page of that day', async (day, line) => {
    expect((await report('--as-of', day)).stderr).toContain(line);
  });

  it('tells of each format in its help', async () => {
    const { stdout } = await report('--help');
    for (const format of ['md', 'html', 'pdf', 'patient', 'json', 'fhir', 'csv'])
      expect(stdout).toMatch(new RegExp(`^ {2}${format} `, 'm'));
  });
});
