import { beforeEach, describe, expect, it } from 'vitest';
import { parseGoal } from '../../../src/cli/goal-words.ts';
import { addDays, parseDay } from '../../../src/shared/day.ts';
import { adjustableClock } from '../../support/adjustable-clock.ts';
import { openAppAt, runAt } from '../../support/cli-in-process.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';

const temp = setTempDirectory();
const clock = adjustableClock('2026-03-26T07:00:00.000Z');
const today = parseDay('2026-03-26');

const goal = (...args: readonly string[]) =>
  runAt({ home: temp(), clock }, ['goal', '--person', 'edith', ...args]);

beforeEach(async () => {
  await using app = await openAppAt({ home: temp(), clock });
  const person = await app.people.insert('edith', 'Europe/London');
  // Efficiency of the last 30 nights: 80, every third one 84.
  const values = Array.from({ length: 30 }, (_, ago) => ({
    metric: 'sleepEfficiency',
    day: addDays(today, -ago),
    value: ago % 3 === 0 ? 84 : 80,
  }));
  await app.series.write(person, { days: [], metrics: [], values });
});

describe('rounds goal', () => {
  it('sets a goal and tells how it stands', async () => {
    const { code, stdout } = await goal('--set', 'sleep efficiency >= 82 % by 2026-06-01');
    expect(code).toBe(0);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'Sleep efficiency at least 82 % by 1 June 2026: not there yet. Median in the last 28 days: 80 % (10 of 28 nights met it by themselves).',
    );
  });

  it('keeps one a metric, takes it out again, and the history stays', async () => {
    await goal('--set', 'sleepEfficiency >= 82 by 2026-06-01');
    await goal('--set', 'sleepEfficiency at least 79 by 2026-06-01');
    const { stdout } = await goal('--json');
    expect(JSON.parse(stdout)).toMatchObject([{ goal: { target: 79, day: today }, verdict: 'reached' }]);
    expect((await goal('--drop', 'sleep efficiency')).stdout).toContain(
      'There are no goals. Set one: rounds goal --person edith',
    );
    const history = await runAt({ home: temp(), clock }, ['profile', '-p', 'edith', '--history', 'goal']);
    expect(history.stdout).toContain('at least 82 %');
    expect(history.stdout).toContain('at least 79 %');
  });

  it('says where there is none of this metric', async () => {
    const { code, stderr } = await goal('--drop', 'hrv');
    expect([code, stderr]).toEqual([3, 'There is no goal of this metric.\n']);
  });
});

describe('the words of a goal', () => {
  it.each([
    ['hrv >= 45 by 2026-06-01', ['hrv', '>=', 45]],
    ['heart rate variability at least 45.5 ms by 2026-06-01', ['hrv', '>=', 45.5]],
    ['Sleep latency at most 20 by 2026-06-01', undefined],
    ['time to fall asleep ≤20 min by 2026-06-01', ['sleepLatency', '<=', 20]],
  ])('%s', (text, expected) => {
    if (expected === undefined)
      return expect(() => parseGoal(text, today)).toThrow('There is no such metric.');
    const { metric, comparator, target, day, by } = parseGoal(text, today);
    expect([metric, comparator, target]).toEqual(expected);
    expect([day, by]).toEqual([today, '2026-06-01']);
  });

  it.each([
    ['feel better', 'A goal is written like'],
    ['hrv >= 45 bpm by 2026-06-01', 'Values of heart rate variability are told in "ms"'],
    ['hrv >= 4500 by 2026-06-01', 'target is not a value this metric can have'],
    ['hrv >= 45 by 2026-03-26', 'by is not after the day the goal was set'],
    ['hrv >= 45 by June', 'by is not a day'],
    ['bedtime <= 23 by 2026-06-01', 'metric is a time of day, for which no goal can be set'],
  ])('refuses %s', (text, reason) => {
    expect(() => parseGoal(text, today)).toThrow(reason);
  });
});
