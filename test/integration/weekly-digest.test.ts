import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startWeeklyDigestHandler } from '../../src/jobs/start-weekly-digest.ts';
import { weeklyDigestHandler } from '../../src/jobs/weekly-digest.ts';
import { addDays, parseDay } from '../../src/shared/day.ts';
import { pageOn, pointOn, shiftOn } from '../support/digest-pages.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { checkIn, days, value } from '../support/stores/samples.ts';
import { setStore } from '../support/stores/stage.ts';
import { setTempDirectory } from '../support/temp-directory.ts';
import { scratchSite } from '../support/test-database.ts';
import { writePages } from '../support/write-pages.ts';

const store = setStore(scratchSite);
const directory = setTempDirectory();
const context = { signal: new AbortController().signal, attempt: 1, logger: silentLogger };
const shiftPage = (day: string, metric: string) => pageOn(day, [pointOn(day, shiftOn(day, metric))]).page;

/** The job over the stores of a test, and what it asked the queue for. */
function office() {
  const asked: { readonly name: string; readonly payload: unknown }[] = [];
  const queue = {
    enqueue: async ({ name }: { readonly name: string }, payload: unknown) => {
      asked.push({ name, payload });
      return name;
    },
  };
  const digest = weeklyDigestHandler({ ...store(), queue, reportsDirectory: directory() });
  const start = startWeeklyDigestHandler({ ...store(), queue });
  return {
    asked,
    digest: (weekEnding: string) => digest.run({ personId: store().anna.id, weekEnding }, context),
    start: () => start.run({ personId: store().anna.id }, context),
  };
}

describe('the job of the weekly digest', () => {
  it('keeps one of the week, writes it for the owner alone and asks for a notice', async () => {
    const { anna, digests, series, checkIns } = store();
    await writePages(store(), anna, [
      shiftPage('2026-03-15', 'steps'),
      shiftPage('2026-03-17', 'hrv'),
      shiftPage('2026-03-22', 'hrv'),
    ]);
    await series.write(anna, {
      days: days('2026-03-16', '2026-03-18'),
      metrics: ['hrv', 'steps'],
      values: [
        value('hrv', '2026-03-16', 42),
        value('steps', '2026-03-18', 4000),
        value('hrv', '2026-03-23', 40),
      ],
    });
    await checkIns.upsert(anna, [checkIn('2026-03-22', { mood: 5 })]);
    const { digest, asked } = office();
    await digest('2026-03-22');

    const kept = await digests.find(anna, parseDay('2026-03-22'));
    expect(kept).toMatchObject({
      comparedWith: '2026-03-15',
      seen: { nights: ['2026-03-16'], checkIns: ['2026-03-22'] },
      fresh: [{ firstTold: '2026-03-17' }],
      gone: [{ source: { asOf: '2026-03-15' } }],
    });
    const folder = join(directory(), 'anna', 'weeks', '2026-03-22');
    expect((await readdir(folder)).sort()).toEqual(['digest.html', 'digest.md']);
    expect((await stat(join(folder, 'digest.md'))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(await readFile(join(folder, 'digest.md'), 'utf8')).toContain('# The week to Sunday 22 March 2026');
    const about = { personId: anna.id, kind: 'digest', about: '2026-03-22' };
    expect(asked).toEqual([{ name: 'notify-person', payload: about }]);
  });

  it('tells what moved against the twelve weeks before, and nobody who wants no notice of weeks', async () => {
    const { anna, digests, series, contacts } = store();
    await contacts.upsert(anna, { digest: false });
    await writePages(store(), anna, [shiftPage('2026-03-17', 'hrv')]);
    const first = parseDay('2025-12-22');
    const dayOf = (index: number) => addDays(first, index);
    const all = Array.from({ length: 91 }, (_, index) => index);
    await series.write(anna, {
      days: all.map(dayOf),
      metrics: ['restingHeartRate'],
      // 54 to 58 in turn, and 66 in the week itself.
      values: all.map((index) => value('restingHeartRate', dayOf(index), index < 84 ? 54 + (index % 5) : 66)),
    });
    const { digest, asked } = office();
    await digest('2026-03-22');
    expect((await digests.find(anna, parseDay('2026-03-22')))?.moved).toMatchObject({
      usualFrom: '2025-12-22',
      usualTo: '2026-03-15',
      compared: 1,
      movers: [
        { metric: 'restingHeartRate', value: 66, n: 7, usual: { low: 54, median: 56, high: 58, n: 84 } },
      ],
    });
    const folder = join(directory(), 'anna', 'weeks', '2026-03-22');
    expect(await readFile(join(folder, 'digest.md'), 'utf8')).toContain(
      '| Resting heart rate | 66 bpm | 54–58 |',
    );
    expect(asked).toEqual([]);
  });

  it('says the same when it runs again, though there are other pages by then', async () => {
    const { anna, digests } = store();
    await writePages(store(), anna, [shiftPage('2026-03-17', 'hrv')]);
    const { digest } = office();
    await digest('2026-03-22');
    const first = await digests.find(anna, parseDay('2026-03-22'));
    await writePages(store(), anna, [shiftPage('2026-03-18', 'steps')]);
    await digest('2026-03-22');
    expect(await digests.find(anna, parseDay('2026-03-22'))).toEqual(first);
  });

  it('makes nothing of a week without a page, and tells nobody', async () => {
    const { anna, digests } = store();
    await writePages(store(), anna, [shiftPage('2026-03-15', 'hrv'), shiftPage('2026-03-23', 'hrv')]);
    const { digest, asked } = office();
    await digest('2026-03-22');
    expect(await digests.find(anna, parseDay('2026-03-22'))).toBeUndefined();
    expect(asked).toEqual([]);
    expect(await readdir(directory())).toEqual([]);
  });

  it('is started for the week that ended last, however late the clock comes', async () => {
    const { start, asked } = office();
    // It is Friday 20 March; on Monday 23 March another week is over.
    await start();
    store().clock.advance(2 * 86_400_000);
    await start();
    store().clock.advance(86_400_000);
    await start();
    const weeks = asked.map(({ payload }) => (payload as { weekEnding: string }).weekEnding);
    expect(weeks).toEqual(['2026-03-15', '2026-03-15', '2026-03-22']);
  });
});
