import { beforeEach, describe, expect, it } from 'vitest';
import type { Terminal } from '../../../src/cli/app-handle.ts';
import { recordCheckIns } from '../../../src/jobs/record-observations.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { type AdjustableClock, adjustableClock } from '../../support/adjustable-clock.ts';
import { answeringTerminal } from '../../support/answering-terminal.ts';
import { openAppAt, runAt } from '../../support/cli-in-process.ts';
import { checkIn } from '../../support/stores/samples.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';

const temp = setTempDirectory();
let clock: AdjustableClock;

const openApp = () => openAppAt({ home: temp(), clock });

beforeEach(async () => {
  // 07:00 on 20 March in London.
  clock = adjustableClock('2026-03-20T07:00:00.000Z');
  await using app = await openApp();
  await app.people.insert('edith', 'Europe/London');
  await app.people.insert('kiri', 'Pacific/Auckland');
});

function rounds(args: readonly string[], terminal?: Terminal) {
  return runAt({ home: temp(), clock }, ['check-in', '--person', 'edith', ...args], { terminal });
}

/** Every revision of a day, told by the program itself. */
async function history(day: string) {
  const { code, stdout } = await rounds(['--history', '--json', '--day', day]);
  return code === 0 ? (JSON.parse(stdout) as Record<string, unknown>[]) : [];
}

const enter = '\r';
const up = (word: string) => `${word}${enter}`;
const questions = ['Mood,', 'Energy,', 'Fatigue,', 'Pain,', 'New symptoms', 'Anything else'] as const;
const answering = (...keys: string[]) =>
  answeringTerminal(keys.map((typed, index) => [questions[index] as string, typed]));

describe('rounds check-in with flags', () => {
  it('keeps the answers of today without asking, and their scores in the series', async () => {
    const flags = [
      '--mood',
      '7',
      '--energy',
      '5,5',
      '--pain',
      '0',
      '--symptoms',
      'dizzy',
      '--notes',
      ' fine ',
    ];
    const { code, stdout, stderr } = await rounds(flags);
    expect([code, stdout, stderr]).toEqual([0, 'The check-in of 20 March 2026 (self) is kept.\n', '']);
    expect(await history('2026-03-20')).toEqual([
      {
        day: '2026-03-20',
        reporter: 'self',
        mood: 7,
        energy: 5.5,
        pain: 0,
        symptoms: 'dizzy',
        notes: 'fine',
        revision: 1,
        recordedAt: '2026-03-20T07:00:00.000Z',
      },
    ]);
    await using app = await openApp();
    const day = parseDay('2026-03-20');
    const series = await app.series.load(await app.people.get('edith'), day, day);
    expect([...series].map(([metric, { values }]) => [metric, ...values])).toEqual([
      ['energy', 5.5],
      ['mood', 7],
      ['pain', 0],
    ]);
  });

  it('changes what they name, leaves the rest of that reporter’s day, and takes back by "none" and ""', async () => {
    await rounds(['--mood', '7', '--pain', '2', '--notes', 'slept badly']);
    clock.advance(60_000);
    await rounds(['--reporter', 'caregiver', '--mood', '4']);
    clock.advance(60_000);
    expect((await rounds(['--pain', 'none', '--energy', '3'])).stdout).toMatch(/is changed/);
    expect((await rounds(['--energy', '3'])).stdout).toMatch(/said this already/);
    const told = await history('2026-03-20');
    expect(told.map(({ reporter, revision }) => `${reporter} ${revision}`)).toEqual([
      'self 1',
      'caregiver 1',
      'self 2',
    ]);
    expect(told[2]).toMatchObject({ mood: 7, energy: 3, notes: 'slept badly' });
    expect(told[2]).not.toHaveProperty('pain');
    expect((await rounds(['--mood', 'none', '--energy', 'none', '--notes', ''])).stdout).toMatch(
      /is withdrawn/,
    );
  });

  it('prints what is kept as JSON when asked to', async () => {
    const { stdout } = await rounds(['--mood', '7', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ day: '2026-03-20', mood: 7, revision: 1, redFlags: [] });
  });

  it('says in JSON whom to call as well', async () => {
    const { stdout } = await rounds(['--symptoms', 'crushing chest pain', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      redFlags: [{ rule: 'chest-pain', urgency: 'emergency' }],
      emergencyNumber: expect.stringMatching(/\d{3}/),
    });
  });

  it.each([
    ['a score above 10', ['--mood', '11'], /mood is above 10/],
    ['a score that is no number', ['--pain', 'Zaphod'], /pain is not a number from 0 to 10/],
    ['a score of nothing', ['--pain', ''], /pain is not a number from 0 to 10/],
    ['an answer that says nothing', ['--pain', 'none'], /Nothing is answered/],
    ['tomorrow', ['--mood', '5', '--day', '2026-03-21'], /has not come yet/],
    ['a day too long ago', ['--mood', '5', '--day', '2025-03-18'], /last 366 days/],
  ])('refuses %s in one line that quotes no answer, and keeps nothing', async (_what, args, line) => {
    const { code, stdout, stderr } = await rounds(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain('Zaphod');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(await history('2026-03-20')).toEqual([]);
  });

  it('takes the day from where the person lives', async () => {
    clock = adjustableClock('2026-03-20T12:00:00.000Z');
    const { stdout } = await rounds(['--person', 'kiri', '--mood', '5', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ day: '2026-03-21' });
  });

  it('knows only people who are here, and only two reporters', async () => {
    expect((await rounds(['--person', 'nobody', '--mood', '5'])).code).toBe(3);
    expect((await rounds(['--reporter', 'doctor', '--mood', '5'])).code).toBe(2);
  });

  it('says what to do where there is nobody to ask', async () => {
    const { code, stderr } = await rounds([]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/no terminal to ask at.*--mood/);
  });
});

describe('rounds check-in at a terminal', () => {
  it('asks six questions, each skipped by Enter', async () => {
    const terminal = answering(up('7'), enter, up('4.5'), up('0'), up('dizzy twice'), enter);
    const { code, stdout } = await rounds([], terminal);
    expect([code, stdout]).toEqual([0, 'The check-in of 20 March 2026 (self) is kept.\n']);
    expect(terminal.shown()).toContain('edith, Friday 20 March');
    const [kept] = await history('2026-03-20');
    expect(kept).toMatchObject({ mood: 7, fatigue: 4.5, pain: 0, symptoms: 'dizzy twice', notes: '' });
    expect(kept).not.toHaveProperty('energy');
  });

  it('shows what was told of the day before, to be changed; a text of several lines stays as it is', async () => {
    await using app = await openApp();
    const before = { mood: 6, pain: 2, notes: 'slept badly\r\nwoke \u001b[31mtwice' };
    await recordCheckIns(app, await app.people.get('edith'), [checkIn('2026-03-19', before)]);
    const backspace = '\u007f';
    const terminal = answering(up(`${backspace}8`), up('5'), enter, up(backspace), enter, enter);
    const { stdout } = await rounds(['--day', '2026-03-19'], terminal);
    expect(stdout).toMatch(/is changed/);
    expect(terminal.shown()).toContain('slept badly woke [31mtwice');
    const [, kept] = await history('2026-03-19');
    expect(kept).toMatchObject({ mood: 8, energy: 5, notes: before.notes });
    expect(kept).not.toHaveProperty('pain');
  });

  it('asks again for a score that is none', async () => {
    const terminal = answeringTerminal([
      ['Mood,', up('12')],
      ['A number from 0 to 10', `\u007f\u007f${up('3')}`],
      ...questions.slice(1).map((question) => [question, enter] as const),
    ]);
    expect((await rounds([], terminal)).code).toBe(0);
    expect(await history('2026-03-20')).toMatchObject([{ mood: 3 }]);
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('keeps nothing after %s and says so', async (_key, typed) => {
    const { code, stdout, stderr } = await rounds([], answering(up('7'), up('5'), typed));
    expect([code, stdout, stderr]).toEqual([1, '', 'Broken off: nothing was kept.\n']);
    expect(await history('2026-03-20')).toEqual([]);
  });

  it('keeps nothing when the terminal goes away', async () => {
    const terminal = answering(up('7'));
    const asked = rounds([], terminal);
    await new Promise((resolve) => terminal.input.once('data', resolve));
    terminal.input.push(null);
    expect((await asked).stderr).toBe('Broken off: nothing was kept.\n');
    expect(await history('2026-03-20')).toEqual([]);
  });

  it('refuses a day before it asks', async () => {
    const terminal = answering();
    expect((await rounds(['--day', '2026-03-21'], terminal)).code).toBe(1);
    expect(terminal.shown()).toBe('');
  });

  it('asks for the other scores of a caregiver', async () => {
    await rounds(['--mood', '9']);
    await rounds(['--reporter', 'caregiver'], answering(up('4'), enter, enter, enter, enter, enter));
    expect(await history('2026-03-20')).toMatchObject([
      { reporter: 'self', mood: 9 },
      { reporter: 'caregiver', mood: 4 },
    ]);
  });
});

describe('rounds check-in --history', () => {
  it('lists the revisions of a day by the person’s clock, with who gave them', async () => {
    const summer = ['--day', '2026-04-02'];
    clock = adjustableClock('2026-04-02T07:05:00.000Z');
    await rounds(['--mood', '7', '--energy', '10']);
    clock.advance(60_000);
    await rounds(['--reporter', 'caregiver', '--mood', '4', '--symptoms', 'pale\n\u001b[31m']);
    clock.advance(60_000);
    await rounds(['--mood', 'none', '--energy', 'none']);
    const { stdout } = await rounds(['--history', ...summer]);
    expect(stdout).toBe(
      [
        'Recorded          By         Mood  Energy  Fatigue  Pain',
        '2026-04-02 08:05  self       7     10      –        –',
        '2026-04-02 08:06  caregiver  4     –       –        –',
        '  symptoms: pale [31m',
        '2026-04-02 08:07  self       withdrawn',
        '',
      ].join('\n'),
    );
  });

  it('says when there is nothing, and does not record', async () => {
    expect(await rounds(['--history'])).toMatchObject({ code: 3, stdout: '' });
    expect((await rounds(['--history', '--mood', '5'])).code).toBe(2);
    expect(await history('2026-03-20')).toEqual([]);
  });
});
