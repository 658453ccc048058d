import { beforeEach, describe, expect, it } from 'vitest';
import { adjustableClock } from '../../support/adjustable-clock.ts';
import { openAppAt, runAt } from '../../support/cli-in-process.ts';
import { pageOn, pointOn, shiftOn } from '../../support/digest-pages.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';
import { writePages } from '../../support/write-pages.ts';

const temp = setTempDirectory();
// Monday 23 March 2026 in London.
const clock = adjustableClock('2026-03-23T12:00:00.000Z');
const digest = (...args: string[]) => runAt({ home: temp(), clock }, ['digest', '-p', 'edith', ...args]);

beforeEach(async () => {
  await using app = await openAppAt({ home: temp(), clock });
  const person = await app.people.insert('edith', 'Europe/London');
  const pages = ['2026-03-15', '2026-03-20'].map(
    (day) => pageOn(day, [pointOn(day, shiftOn(day, 'hrv'))]).page,
  );
  await writePages(app, person, pages);
});

describe('rounds digest', () => {
  it('makes the one of the week that ended last, and shows it', async () => {
    const { code, stdout } = await digest();
    expect(code).toBe(0);
    expect(stdout).toContain('The week to Sunday 22 March 2026');
    expect(stdout).toContain('1 still there.');
    await using app = await openAppAt({ home: temp(), clock });
    expect(
      await app.digests.find(
        await app.people.get('edith'),
        JSON.parse((await digest('--format', 'json')).stdout).week.to,
      ),
    ).toBeDefined();
  });

  it('shows that of another week, in other formats', async () => {
    expect((await digest('--week-ending', '2026-03-15', '--format', 'md')).stdout).toMatch(
      /^# The week to Sunday 15 March 2026\n/,
    );
    expect((await digest('--format', 'html')).stdout).toMatch(/^<!doctype html>/);
    expect(JSON.parse((await digest('--format', 'json')).stdout)).toMatchObject({
      schema: 'rounds.digest/1',
    });
  });

  it.each([
    ['--week-ending', '2026-03-08', 3, 'no page of the week'],
    ['--week-ending', '2026-03-29', 1, 'not over yet'],
    ['--week-ending', '2026-03-20', 1, 'the week ending 2026-03-22'],
    ['--week-ending', 'Sunday', 2, 'YYYY-MM-DD'],
    ['--format', 'pdf', 2, 'Allowed choices'],
  ])('refuses %s %s', async (option, text, code, words) => {
    const refused = await digest(option, text);
    expect(refused.code).toBe(code);
    expect(refused.stderr).toContain(words);
  });
});
